namespace MLPosh.Devices;

/// <summary>
/// A recording bound to a device: every buffer allocated, every step bound. Running it allocates nothing.
/// One thread at a time may use a plan.
/// </summary>
internal abstract class Plan : IDisposable
{
    private double[]? _kept;

    /// <summary>The most samples that can be loaded at once.</summary>
    public abstract int Capacity { get; }

    /// <summary>How many numbers the parameters are.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>How many numbers <see cref="ReadParameters"/> gives: parameters and buffers.</summary>
    public abstract int ValueCount { get; }

    /// <summary>How many threads a step uses.</summary>
    public abstract int ThreadCount { get; }

    /// <summary>Takes in the samples at <paramref name="indices"/>, at most <see cref="Capacity"/>.</summary>
    public abstract void Load(SampleSource source, ReadOnlySpan<int> indices);

    /// <summary>The mean loss of the loaded samples, and if asked for its gradient, which stays in the plan.</summary>
    public abstract double Evaluate(bool withGradient);

    /// <summary>The step of a training that evaluations belong to; none unless set: layers then draw no random numbers.</summary>
    public abstract TrainingStep? Training { set; }

    /// <summary>How many of the loaded samples the last <see cref="Evaluate"/> found classified rightly; 0 without a judge.</summary>
    public abstract int Hits { get; }

    /// <summary>The gradient of the mean loss of the loaded samples by their input.</summary>
    /// <param name="gradient">Receives it, sample-major.</param>
    public abstract void EvaluateInputGradient(Span<double> gradient);

    /// <summary>Runs the loaded samples forward.</summary>
    /// <param name="outputs">Receives the output rows, sample-major.</param>
    public abstract void Predict(Span<double> outputs);

    /// <summary>Makes room for what update rules remember. Before the first <see cref="Update"/>, and once.</summary>
    /// <param name="count">Numbers a parameter, from 0 to 3.</param>
    /// <param name="initial">What each of them is at first.</param>
    public abstract void ReserveMemory(int count, double initial = 0);

    /// <summary>Moves all parameters by the gradient of the last <see cref="Evaluate"/>.</summary>
    public abstract void Update<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule;

    /// <summary>Gives the parameters, then the buffers.</summary>
    public abstract void ReadParameters(Span<double> destination);

    /// <summary>Takes the parameters, then the buffers.</summary>
    public abstract void WriteParameters(ReadOnlySpan<double> source);

    /// <summary>Takes the parameters and buffers of another plan of the same recording.</summary>
    /// <param name="source">The other plan.</param>
    /// <param name="buffer">Room for them.</param>
    public virtual void CopyParameters(Plan source, Span<double> buffer)
    {
        source.ReadParameters(buffer);
        WriteParameters(buffer);
    }

    /// <summary>Gives the gradient of the parameters alone.</summary>
    public abstract void ReadGradient(Span<double> destination);

    /// <summary>The Euclidean norm of the gradient of the parameters.</summary>
    /// <param name="room">For the gradient, where the host has to read it.</param>
    public virtual double GradientNorm(Span<double> room)
    {
        ReadGradient(room);
        return VectorNorm.Of(room);
    }

    /// <summary>Keeps the parameters and buffers as they are now, for <see cref="ReadKept"/>.</summary>
    public virtual void Keep() => ReadParameters(_kept ??= new double[ValueCount]);

    /// <summary>Gives the parameters, then the buffers, that were kept last.</summary>
    public virtual void ReadKept(Span<double> destination) => _kept.CopyTo(destination);

    /// <summary>Multiplies the gradient of the last <see cref="Evaluate"/>.</summary>
    public abstract void ScaleGradient(double factor);

    public abstract void Dispose();
}
