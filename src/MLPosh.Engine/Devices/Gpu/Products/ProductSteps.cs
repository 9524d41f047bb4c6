namespace MLPosh.Devices.Gpu;

/// <summary>output = weight * input + bias, and the gradient by the input: a product whose columns are the samples.</summary>
internal sealed class RowProductStep<TLeft, TEpilogue> : GpuStep
    where TLeft : struct, IFactorOrder
    where TEpilogue : struct, IProductEpilogue
{
    private readonly GpuKernel<ProductArguments> _kernel;
    private readonly ProductShape _shape;
    private readonly int _layers;
    private ProductArguments _arguments;

    /// <param name="accelerator">The device.</param>
    /// <param name="shape">In one part.</param>
    /// <param name="arguments">All but the width, which is the batch's.</param>
    /// <param name="layers">Repetitions, each with a result of its own.</param>
    public RowProductStep(GpuAccelerator accelerator, ProductShape shape, ProductArguments arguments, int layers)
    {
        _arguments = arguments;
        _layers = layers;
        _shape = shape;
        _kernel = new(accelerator, (_shape.IsWide, _shape.IsLarge) switch
        {
            (true, true) => ProductKernel<TLeft, ByLine, WideSide, Patch8, TEpilogue>.Run,
            (true, false) => ProductKernel<TLeft, ByLine, WideSide, Patch4, TEpilogue>.Run,
            _ => ProductKernel<TLeft, ByLine, NarrowSide, Patch4, TEpilogue>.Run,
        });
    }

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Width = batch.Count;
        _kernel.Launch(_shape.Config(_arguments.Height, batch.Count, _layers), _arguments);
    }
}

/// <summary>The gradient of a weight: a product along the samples, in parts that are added up in their order.</summary>
internal sealed class WeightGradientStep : GpuStep
{
    private readonly GpuKernel<ProductArguments> _kernel;
    private readonly GpuKernel<SlotArguments>? _sum;
    private readonly ProductShape _shape;
    private readonly SlotArguments _slots;
    private ProductArguments _arguments;

    /// <param name="accelerator">The device.</param>
    /// <param name="memory">Gives the slots.</param>
    /// <param name="arguments">All but the depth, which is the batch's; the result is the gradient itself.</param>
    public WeightGradientStep(GpuAccelerator accelerator, GpuMemory memory, ProductArguments arguments)
    {
        var sizes = memory.Sizes;
        int count = checked(arguments.Height * arguments.Width);
        _arguments = arguments;
        _shape = ProductShape.OfWeight(
            sizes.IsWide, arguments.Height, arguments.Width, (long)sizes.Stride * arguments.Repetitions);
        _kernel = new(accelerator, (_shape.IsWide, _shape.IsLarge) switch
        {
            (true, true) => SplitProduct<ByDepth, ByDepth, WideSide, Patch8>.Run,
            (true, false) => SplitProduct<ByDepth, ByDepth, WideSide, Patch4>.Run,
            _ => SplitProduct<ByDepth, ByDepth, NarrowSide, Patch4>.Run,
        });
        _arguments.Adds = _shape.Parts == 1 ? 1 : 0;
        if (_shape.Parts > 1)
        {
            var gradient = arguments.Result.Numbers;
            _slots = new SlotArguments(memory.New<float>((long)count * _shape.Parts), gradient, count, _shape.Parts, sizes.Group);
            _arguments.Result = new Factor(_slots.Slots, arguments.Width, count);
            _sum = new(accelerator, SlotKernel.Add);
        }

        // Nobody looks beside a sum that is kept as it is, but the place has to be there.
        _arguments.Beside = _arguments.Result;
    }

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Depth = batch.Count;
        _kernel.Launch(_shape.Config(_arguments.Height, _arguments.Width, _shape.Parts), _arguments);
        _sum?.Launch(_slots.Config, _slots);
    }
}
