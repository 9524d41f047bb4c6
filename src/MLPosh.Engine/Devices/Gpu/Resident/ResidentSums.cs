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

    /// <summary>Gradients of weights and biases by a tile, a segment of its samples each. Complete after the next barrier.</summary>
    public static void Gradients(ArrayView<float> shared, in ResidentLayout layout, ArrayView<int> numbers, int start, int count)
    {
        int parameters = layout.ParameterCount;
        for (int i = Group.IdxX; i < parameters * layout.Segments; i += Group.DimX)
        {
            int p = i % parameters, segment = i / parameters;
            float sum = 0;
            for (int weight = 0; weight < layout.Weights; weight++)
            {
                int at = layout.FirstWeight + (weight * ResidentOperation.Numbers);
                int inWeight = p - numbers[at], inBias = p - numbers[at + 1];
                int input = numbers[at + 2], gradient = numbers[at + 3], width = numbers[at + 5], height = numbers[at + 6];
                if (inWeight >= 0 && inWeight < width * height)
                {
                    int left = gradient + (inWeight / width * layout.Stride), right = input + (inWeight % width * layout.Stride);
                    for (int sample = segment; sample < count; sample += layout.Segments)
                    {
                        sum += shared[left + sample] * shared[right + sample];
                    }
                }
                else if (numbers[at + 1] >= 0 && inBias >= 0 && inBias < height)
                {
                    int row = gradient + (inBias * layout.Stride);
                    for (int sample = segment; sample < count; sample += layout.Segments)
                    {
                        sum += shared[row + sample];
                    }
                }
            }

            Add(shared, layout.Gradients + i, start, sum);
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
