namespace MLPosh.Devices.Cpu;

/// <summary>What runs between two barriers: steps for every tile, or one operation over the whole batch.</summary>
internal sealed record Phase<T>(TileStep<T>[] Steps, BatchStep<T>? Batch)
    where T : unmanaged;

/// <summary>
/// The steps of a round in phases. Most networks have one phase: a tile passes through all of it before the next one
/// starts. Each operation that couples samples cuts it.
/// </summary>
internal sealed class CpuProgram<T>
    where T : unmanaged
{
    /// <param name="steps">Each a <see cref="TileStep{T}"/> or a <see cref="BatchStep{T}"/>.</param>
    public CpuProgram(IEnumerable<object> steps)
    {
        var phases = new List<Phase<T>>();
        var together = new List<TileStep<T>>();
        void Cut()
        {
            if (together.Count > 0)
            {
                phases.Add(new Phase<T>([.. together], null));
                together.Clear();
            }
        }

        foreach (object step in steps)
        {
            if (step is BatchStep<T> batch)
            {
                Cut();
                // A round always begins with a phase of tiles, which takes the samples in.
                if (phases.Count == 0)
                {
                    phases.Add(new Phase<T>([], null));
                }

                phases.Add(new Phase<T>([], batch));
            }
            else
            {
                together.Add((TileStep<T>)step);
            }
        }

        Cut();
        // A round always ends with a phase of tiles, which hands out the results.
        if (phases is not [.., { Batch: null }])
        {
            phases.Add(new Phase<T>([], null));
        }

        Phases = [.. phases];
    }

    public Phase<T>[] Phases { get; }
}
