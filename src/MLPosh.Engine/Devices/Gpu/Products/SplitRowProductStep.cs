namespace MLPosh.Devices.Gpu;

/// <summary>
/// As <see cref="RowProductStep{TLeft, TEpilogue}"/>, where few groups would go down a deep product: each goes down a part of it, and
/// a pass of its own adds the parts up in their order, with bias and epilogue.
/// </summary>
internal sealed class SplitRowProductStep<TLeft, TEpilogue> : GpuStep
    where TLeft : struct, IFactorOrder
    where TEpilogue : struct, IProductEpilogue
{
    private readonly GpuKernel<ProductArguments> _kernel;
    private readonly GpuKernel<SlotRowArguments> _finish;
    private readonly ProductShape _shape;
    private readonly GpuSizes _sizes;
    private ProductArguments _parts;
    private SlotRowArguments _result;

    /// <param name="accelerator">The device.</param>
    /// <param name="memory">Gives the slots.</param>
    /// <param name="shape">In several parts.</param>
    /// <param name="arguments">All but the width, which is the batch's.</param>
    public SplitRowProductStep(GpuAccelerator accelerator, GpuMemory memory, ProductShape shape, ProductArguments arguments)
    {
        (_shape, _sizes) = (shape, memory.Sizes);
        int each = checked(arguments.Height * _sizes.Stride);
        var slots = new Factor(memory.New<float>((long)each * shape.Parts), _sizes.Stride, each);
        _parts = arguments with { Result = slots, Beside = slots, HasBias = 0, Adds = 0, Repetitions = 1 };
        _result = new SlotRowArguments { Slots = slots, SlotCount = shape.Parts, Product = arguments };
        _kernel = new(accelerator, shape.IsWide
            ? SplitProduct<TLeft, ByLine, WideSide, Patch4>.Run
            : SplitProduct<TLeft, ByLine, NarrowSide, Patch4>.Run);
        _finish = new(accelerator, SlotRowKernel<TEpilogue>.Run);
    }

    public override void Queue(in GpuBatch batch)
    {
        _parts.Width = batch.Count;
        _result.Product.Width = batch.Count;
        _kernel.Launch(_shape.Config(_parts.Height, batch.Count, _shape.Parts), _parts);
        _finish.Launch(Elements.Config(_sizes, _parts.Height, batch.Count), _result);
    }
}

/// <summary>Slots of rows, and the product that they are parts of.</summary>
internal struct SlotRowArguments
{
    /// <summary>As the product's result lies, slot after slot.</summary>
    public Factor Slots;
    public int SlotCount;
    public ProductArguments Product;
}

/// <summary>Adds slots up, always in their order; then bias, what is there, and the epilogue.</summary>
internal static class SlotRowKernel<TEpilogue>
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(SlotRowArguments arguments)
    {
        var product = arguments.Product;
        int column = Elements.Sample(product.Width), row = Elements.Row(product.Width);
        if (column < product.Width)
        {
            long place = (row * arguments.Slots.Step) + column;
            float sum = 0;
            for (int slot = 0; slot < arguments.SlotCount; slot++)
            {
                sum += arguments.Slots.Numbers[place];
                place += arguments.Slots.Again;
            }

            ProductResult<TEpilogue>.Store(product, sum, row, column, again: 0);
        }
    }
}
