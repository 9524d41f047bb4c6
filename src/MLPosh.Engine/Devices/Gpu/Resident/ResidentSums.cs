using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Sums over the samples of a batch in shared memory, always in the same order.</summary>
internal static class ResidentSums
{
    /// <summary>Adds up losses and hits of a tile in parts. Complete after the next barrier.</summary>
    public static void Parts(ArrayView<float> shared, in ResidentLayout layout, int start, int count)
    {
        // Not the first threads: those have the first weights to do.
        int part = Group.DimX - 1 - Group.IdxX;
        if (part < ResidentLayout.Parts)
        {
            float loss = 0, hits = 0;
            for (int sample = part; sample < count; sample += ResidentLayout.Parts)
            {
                loss += shared[layout.Losses + sample];
                if (layout.HasJudge != 0)
                {
                    hits += shared[layout.Losses + layout.Stride + sample];
                }
            }

            Add(shared, layout.Sums + part, start, loss);
            Add(shared, layout.Sums + ResidentLayout.Parts + part, start, hits);
        }
    }

    /// <summary>The sum of parts.</summary>
    public static double Total(ArrayView<float> shared, int first)
    {
        double sum = 0;
        for (int part = 0; part < ResidentLayout.Parts; part++)
        {
            sum += shared[first + part];
        }

        return sum;
    }

    /// <summary>
    /// Gradients of weights and biases by a tile, a segment of its samples each; see <see cref="ResidentWeights"/>. Complete
    /// after the next barrier. No samples of a tile that is not the first leave them as they are.
    /// </summary>
    public static void Gradients(ArrayView<float> shared, in ResidentLayout layout, ArrayView<int> numbers, int start, int count)
    {
        for (int i = Group.IdxX; i < layout.Weights * layout.Segments; i += Group.DimX)
        {
            int at = layout.FirstWeight + (i % layout.Weights * ResidentWeights.Numbers), segment = i / layout.Weights;
            int columns = numbers[at + 2], source = numbers[at + 3], end = source + (2 * numbers[at + 4]);
            float a = 0, b = 0, c = 0, d = 0, slopes = 0;
            for (; source < end; source += 2)
            {
                // Where there are fewer than four inputs the last one is taken again, and its sum not kept.
                int left = numbers[source], first = numbers[source + 1];
                int second = columns > 1 ? first + layout.Stride : first;
                int third = columns > 2 ? second + layout.Stride : second;
                int fourth = columns > 3 ? third + layout.Stride : third;
                for (int sample = segment; sample < count; sample += layout.Segments)
                {
                    float slope = shared[left + sample];
                    slopes += slope;
                    a += slope * shared[first + sample];
                    b += slope * shared[second + sample];
                    c += slope * shared[third + sample];
                    d += slope * shared[fourth + sample];
                }
            }

            int gradients = layout.Gradients + (segment * layout.ParameterCount), place = gradients + numbers[at];
            Add(shared, place, start, a);
            if (columns > 1)
            {
                Add(shared, place + 1, start, b);
            }

            if (columns > 2)
            {
                Add(shared, place + 2, start, c);
            }

            if (columns > 3)
            {
                Add(shared, place + 3, start, d);
            }

            if (numbers[at + 1] >= 0)
            {
                Add(shared, gradients + numbers[at + 1], start, slopes);
            }
        }
    }

    /// <summary>Leaves 0 for the gradients of parameters that no operation adds to.</summary>
    public static void Clear(ArrayView<float> shared, in ResidentLayout layout)
    {
        for (int i = Group.IdxX; i < layout.Segments * layout.ParameterCount; i += Group.DimX)
        {
            shared[layout.Gradients + i] = 0;
        }
    }

    /// <summary>The gradient of a parameter.</summary>
    public static float Gradient(ArrayView<float> shared, in ResidentLayout layout, int p)
    {
        float sum = 0;
        for (int segment = 0; segment < layout.Segments; segment++)
        {
            sum += shared[layout.Gradients + (segment * layout.ParameterCount) + p];
        }

        return sum;
    }

    // The first tile of a batch begins a sum.
    private static void Add(ArrayView<float> shared, int place, int start, float value)
    {
        if (start > 0)
        {
            value += shared[place];
        }

        shared[place] = value;
    }
}
