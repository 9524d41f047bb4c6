using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Normalises the last dimension of each sample, at each place of the others by itself: y = w (x - mean) / √(var + eps) + b
/// with the biased variance. Backward, with n = (x - mean) / √(var + eps) and g = w dy: dx = (g - mean(g) - n mean(g n)) /
/// √(var + eps), dw = Σ dy n, db = Σ dy.
/// </summary>
/// <remarks>
/// PyTorch's normalized_shape is the last dimension: the features of a plain list or of a time step, the line of an image.
/// Parameters "weight" and "bias" of that size, at first 1 and 0.
/// Source: https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html.
/// </remarks>
public sealed class LayerNormLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "LayerNorm",
        "LayerNorm(eps=1e-5, affine=true)",
        arguments => new LayerNormLayer(arguments.Number("eps", 1e-5), arguments.Flag("affine", true)));

    /// <param name="epsilon">Added to the variance, above 0.</param>
    /// <param name="affine">Whether each feature has a weight and a bias.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public LayerNormLayer(double epsilon = 1e-5, bool affine = true)
    {
        Epsilon = Option.Positive(epsilon, "The eps of a LayerNorm layer");
        IsAffine = affine;
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Whether each feature has a weight and a bias.</summary>
    public bool IsAffine { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Text([], ("eps", Epsilon, 1e-5), ("affine", IsAffine, true));

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape) => IsAffine
        ?
        [
            new ParameterSpec("weight", [inputShape[^1]], new InitialValue.Constant(1)),
            new ParameterSpec("bias", [inputShape[^1]], new InitialValue.Constant(0)),
        ]
        : [];

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var rows = NormalizedRows.ByPlace(input.Shape);
        var output = recorder.New(input.Rows.Height, reusable: true);
        var statistics = recorder.New(2 * rows.Count);
        int? weight = IsAffine ? parameters[0].Offset : null, bias = IsAffine ? parameters[1].Offset : null;
        recorder.Forward(Kernels.Of(new Normalize(rows, Epsilon, weight, bias), input.Rows, output, statistics));

        var gradient = recorder.Gradient(output);
        if (weight is { } w && bias is { } b)
        {
            recorder.Backward(Kernels.Of(new ParameterGradient(rows, w, b), input.Rows, gradient, statistics));
        }

        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.Of(
                new InputGradient(rows, weight), input.Rows, gradient, statistics, recorder.Gradient(input.Rows)));
        }

        return output;
    }

    internal readonly struct Normalize(NormalizedRows rows, double epsilon, OptionalIndex weight, OptionalIndex bias) : IKernel
    {
        public int Count => rows.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int group)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var share = T.Constant(1.0 / rows.Places);
            T sum = default, squares = default;
            for (int place = 0; place < rows.Places; place++)
            {
                sum += view.Get(0, rows.Row(group, place));
            }

            var mean = sum * share;
            for (int place = 0; place < rows.Places; place++)
            {
                var distance = view.Get(0, rows.Row(group, place)) - mean;
                squares = T.MultiplyAdd(distance, distance, squares);
            }

            var inverse = T.Constant(1) / T.Sqrt(T.MultiplyAdd(squares, share, T.Constant(epsilon)));
            view.Set(2, group, mean);
            view.Set(2, rows.Count + group, inverse);
            for (int place = 0; place < rows.Places; place++)
            {
                var value = (view.Get(0, rows.Row(group, place)) - mean) * inverse;
                view.Set(1, rows.Row(group, place), weight.Index is { } w && bias.Index is { } b
                    ? T.MultiplyAdd(value, view.Parameter(w + place), view.Parameter(b + place))
                    : value);
            }
        }
    }

    internal readonly struct ParameterGradient(NormalizedRows rows, int weight, int bias) : IKernel
    {
        public int Count => rows.Places;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int place)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            T byWeight = default, byBias = default;
            for (int group = 0; group < rows.Count; group++)
            {
                int row = rows.Row(group, place);
                var value = (view.Get(0, row) - view.Get(2, group)) * view.Get(2, rows.Count + group);
                byWeight = T.MultiplyAdd(view.Get(1, row), value, byWeight);
                byBias += view.Get(1, row);
            }

            view.AddGradient(weight + place, byWeight);
            view.AddGradient(bias + place, byBias);
        }
    }

    internal readonly struct InputGradient(NormalizedRows rows, OptionalIndex weight) : IKernel
    {
        public int Count => rows.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int group)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var share = T.Constant(1.0 / rows.Places);
            var (mean, inverse) = (view.Get(2, group), view.Get(2, rows.Count + group));
            T slopes = default, products = default;
            for (int place = 0; place < rows.Places; place++)
            {
                int row = rows.Row(group, place);
                var slope = weight.Index is { } w ? view.Get(1, row) * view.Parameter(w + place) : view.Get(1, row);
                slopes += slope;
                products = T.MultiplyAdd(slope, (view.Get(0, row) - mean) * inverse, products);
                view.Set(3, row, slope);
            }

            (slopes, products) = (slopes * share, products * share);
            for (int place = 0; place < rows.Places; place++)
            {
                int row = rows.Row(group, place);
                var value = (view.Get(0, row) - mean) * inverse;
                view.Set(3, row, (view.Get(3, row) - slopes - (value * products)) * inverse);
            }
        }
    }
}
