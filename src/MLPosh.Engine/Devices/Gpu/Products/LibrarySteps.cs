namespace MLPosh.Devices.Gpu;

/// <summary>As <see cref="RowProductStep{TLeft, TEpilogue}"/>, by a library; what is done to the sums follows in a pass of its own.</summary>
internal sealed class LibraryRowStep<TLeft, TEpilogue> : GpuStep
    where TLeft : struct, IFactorOrder
    where TEpilogue : struct, IProductEpilogue
{
    private readonly IProductLibrary _library;
    private readonly GpuSizes _sizes;
    private readonly int _layers;
    private readonly GpuKernel<ProductArguments>? _finish;
    private ProductArguments _arguments;

    /// <param name="accelerator">The device.</param>
    /// <param name="library">Makes the product.</param>
    /// <param name="sizes">How rows lie.</param>
    /// <param name="arguments">All but the width, which is the batch's.</param>
    /// <param name="layers">Repetitions, each with a result of its own.</param>
    public LibraryRowStep(
        GpuAccelerator accelerator, IProductLibrary library, GpuSizes sizes, ProductArguments arguments, int layers)
    {
        (_library, _sizes, _arguments, _layers) = (library, sizes, arguments, layers);
        if (arguments.HasBias != 0 || typeof(TEpilogue) != typeof(KeepSum))
        {
            _finish = new(accelerator, FinishKernel<TEpilogue>.Run);
        }
    }

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Width = batch.Count;
        for (int again = 0; again < _layers && batch.Count > 0; again++)
        {
            _library.Multiply(new LibraryProduct(
                new(_arguments.Left.Numbers.SubView(again * _arguments.Left.Again), _arguments.Left.Step, TLeft.DepthIsFast),
                new(_arguments.Right.Numbers.SubView(again * _arguments.Right.Again), _arguments.Right.Step, IsByDepth: false),
                _arguments.Result.Numbers.SubView(again * _arguments.Result.Again),
                _arguments.Result.Step,
                _arguments.Height,
                batch.Count,
                _arguments.Depth,
                _arguments.Adds != 0));
        }

        // What was there the library has added.
        _finish?.Launch(Elements.Config(_sizes, _layers * _arguments.Height, batch.Count), _arguments with { Adds = 0 });
    }
}

/// <summary>What follows a product: bias and epilogue.</summary>
internal static class FinishKernel<TEpilogue>
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ProductArguments arguments)
    {
        int column = Elements.Sample(arguments.Width), all = Elements.Row(arguments.Width);
        int again = all / arguments.Height, row = all % arguments.Height;
        if (column < arguments.Width)
        {
            int at = (again * arguments.Result.Again) + (row * arguments.Result.Step) + column;
            ProductResult<TEpilogue>.Store(arguments, arguments.Result.Numbers[at], row, column, again);
        }
    }
}

/// <summary>As <see cref="WeightGradientStep"/>, by a library.</summary>
/// <param name="library">Makes the product.</param>
/// <param name="arguments">All but the depth, which is the batch's; the result is the gradient itself.</param>
internal sealed class LibraryWeightGradientStep(IProductLibrary library, ProductArguments arguments) : GpuStep
{
    public override void Queue(in GpuBatch batch)
    {
        for (int again = 0; again < arguments.Repetitions && batch.Count > 0; again++)
        {
            library.Multiply(new LibraryProduct(
                new(arguments.Left.Numbers.SubView(again * arguments.Left.Again), arguments.Left.Step, IsByDepth: true),
                new(arguments.Right.Numbers.SubView(again * arguments.Right.Again), arguments.Right.Step, IsByDepth: true),
                arguments.Result.Numbers,
                arguments.Result.Step,
                arguments.Height,
                arguments.Width,
                batch.Count,
                Adds: true));
        }
    }
}
