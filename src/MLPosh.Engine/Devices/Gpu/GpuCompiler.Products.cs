namespace MLPosh.Devices.Gpu;

/// <summary>Products, and what is fused into them.</summary>
internal sealed partial class GpuCompiler
{
    private GpuStep Linear<TEpilogue>(LinearForward linear)
        where TEpilogue : struct, IProductEpilogue => RowProduct<ByDepth, TEpilogue>(
        new ProductArguments
        {
            Left = new Factor(_memory.Parameters.SubView(linear.Weight.Offset, linear.Weight.Count), linear.Input.Height, 0),
            Right = Rows(linear.Input, linear.Repeat.InputStep),
            Result = Rows(linear.Output, linear.Repeat.OutputStep),
            Beside = Rows(linear.Output),
            Bias = _memory.Parameters.SubView(linear.Bias?.Offset ?? 0),
            HasBias = linear.Bias is null ? 0 : 1,
            Adds = linear.Adds ? 1 : 0,
            Height = linear.Output.Height,
            Depth = linear.Input.Height,
        },
        linear.Repeat.More + 1);

    private GpuStep InputGradient<TEpilogue>(LinearInputGradient linear, Factor beside)
        where TEpilogue : struct, IProductEpilogue => RowProduct<ByLine, TEpilogue>(
        new ProductArguments
        {
            Left = new Factor(
                _memory.Parameters.SubView(linear.Weight.Offset, linear.Weight.Count), linear.InputGradient.Height, 0),
            Right = Rows(linear.OutputGradient, linear.Repeat.OutputStep),
            Result = Rows(linear.InputGradient, linear.Repeat.InputStep),
            Beside = beside.Numbers.IsValid ? beside : Rows(linear.InputGradient),
            Bias = _memory.Parameters,
            Adds = linear.Adds ? 1 : 0,
            Height = linear.InputGradient.Height,
            Depth = linear.OutputGradient.Height,
        },
        linear.Repeat.More + 1);

    private GpuStep RowProduct<TLeft, TEpilogue>(ProductArguments arguments, int layers)
        where TLeft : struct, IFactorOrder
        where TEpilogue : struct, IProductEpilogue
    {
        var sizes = _memory.Sizes;
        if (LibraryShapes.Take(arguments.Height, sizes.Stride, arguments.Depth) && _accelerator.Library is { } library)
        {
            return new LibraryRowStep<TLeft, TEpilogue>(_accelerator, library, sizes, arguments, layers);
        }

        var shape = ProductShape.OfRows(sizes.IsWide, arguments.Height, sizes.Stride, arguments.Depth, layers);
        return shape.Parts > 1
            ? new SplitRowProductStep<TLeft, TEpilogue>(_accelerator, _memory, shape, arguments)
            : new RowProductStep<TLeft, TEpilogue>(_accelerator, shape, arguments, layers);
    }

    private IEnumerable<GpuStep> WeightGradient(LinearWeightGradient linear)
    {
        var (weight, repeat) = (linear.Weight, linear.Repeat);
        var product = new ProductArguments
        {
            Left = Rows(linear.OutputGradient, repeat.OutputStep),
            Right = Rows(linear.Input, repeat.InputStep),
            Result = new Factor(_memory.Gradient.SubView(weight.Offset, weight.Count), linear.Input.Height, 0),
            Bias = _memory.Parameters,
            Height = linear.OutputGradient.Height,
            Width = linear.Input.Height,
            Repetitions = repeat.More + 1,
        };
        yield return LibraryShapes.Take(product.Height, product.Width, _memory.Sizes.Stride) && _accelerator.Library is { } library
            ? new LibraryWeightGradientStep(library, product)
            : new WeightGradientStep(_accelerator, _memory, product);
        if (linear.Bias is { } bias)
        {
            yield return new BiasGradientStep(_accelerator, _memory.Sizes, linear.OutputGradient.Height, new BiasArguments
            {
                Rows = Rows(linear.OutputGradient, repeat.OutputStep),
                Gradient = _memory.Gradient.SubView(bias.Offset, bias.Count),
                Repetitions = repeat.More + 1,
            });
        }
    }

    private sealed class LinearThenActivate(GpuCompiler compiler, LinearForward linear) : IActivationVisitor<GpuStep>
    {
        public GpuStep Visit<TFunction>()
            where TFunction : struct, IActivationFunction => compiler.Linear<ActivateSum<TFunction>>(linear);
    }

    private sealed class LinearTimesSlope(GpuCompiler compiler, LinearInputGradient linear, ActivateBackward activate)
        : IActivationVisitor<GpuStep>
    {
        public GpuStep Visit<TFunction>()
            where TFunction : struct, IActivationFunction =>
            compiler.InputGradient<TimesSlope<TFunction>>(linear, compiler.Rows(activate.Output));
    }
}
