namespace MLPosh.Devices.Gpu;

/// <summary>rows = 0. Numbers: the rows, and last how many.</summary>
internal readonly struct ResidentClear : IResidentOperation
{
    public static void Run(ResidentGroup group, int at)
    {
        for (int row = group.Row; row < group.Numbers[at + 6]; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                group.Shared[group.Numbers[at] + (row * group.Stride) + sample] = 0;
            }
        }
    }
}

/// <summary>An activation that is not part of a product. Numbers: input, output, and last the height.</summary>
internal readonly struct ResidentActivate<TFunction> : IResidentOperation
    where TFunction : struct, IActivationFunction
{
    public static void Run(ResidentGroup group, int at)
    {
        int input = group.Numbers[at], output = group.Numbers[at + 1];
        for (int row = group.Row; row < group.Numbers[at + 6]; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                int place = (row * group.Stride) + sample;
                group.Shared[output + place] = TFunction.Value(new Real32(group.Shared[input + place])).Number;
            }
        }
    }
}

/// <summary>gradient = gradient * f'(input). Numbers: input, output, gradient, and last the height.</summary>
internal readonly struct ResidentActivateBackward<TFunction> : IResidentOperation
    where TFunction : struct, IActivationFunction
{
    public static void Run(ResidentGroup group, int at)
    {
        int input = group.Numbers[at], output = group.Numbers[at + 1], gradient = group.Numbers[at + 2];
        for (int row = group.Row; row < group.Numbers[at + 6]; row += group.RowStep)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                int place = (row * group.Stride) + sample;
                var (z, y) = (new Real32(group.Shared[input + place]), new Real32(group.Shared[output + place]));
                group.Shared[gradient + place] *= TFunction.Slope(z, y).Number;
            }
        }
    }
}

/// <summary>
/// One way through a function of several rows at once. Numbers: input and output (backward: output and gradient), rows that belong
/// together, and last the height.
/// </summary>
internal readonly struct ResidentColumns<TPass> : IResidentOperation
    where TPass : struct, IColumnPass
{
    public static void Run(ResidentGroup group, int at)
    {
        int size = group.Numbers[at + 2];
        for (int row = group.Row * size; row < group.Numbers[at + 6]; row += group.RowStep * size)
        {
            for (int sample = group.Lane; sample < group.Count; sample += group.Lanes)
            {
                int place = (row * group.Stride) + sample;
                TPass.Run<Real32, GpuColumn>(
                    new GpuColumn(group.Shared, group.Numbers[at] + place, size, group.Stride),
                    new GpuColumn(group.Shared, group.Numbers[at + 1] + place, size, group.Stride));
            }
        }
    }
}
