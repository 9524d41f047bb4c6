using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>In training sets each number to 0 with a probability and divides the others by what is left of 1.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html.</remarks>
public sealed class DropoutLayer : Layer
{
    internal static readonly LayerKind Kind = new("Dropout", "Dropout(p)", arguments => new DropoutLayer(arguments.Number("p", 0.5)));

    /// <param name="probability">Of a number to be dropped, from 0 to below 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public DropoutLayer(double probability = 0.5) => Probability = Option.Share(probability, "The probability of a Dropout layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Of a number to be dropped.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Dropout({Probability})");

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var output = recorder.New(input.Rows.Height);
        var keep = new Keep(input.Rows.Height, input.Layer, Probability);
        recorder.Forward(Kernels.Of(keep, input.Rows, output));
        if (recorder.WantsGradient(input.Rows))
        {
            // The same numbers are drawn again: what was dropped has no part in the loss.
            recorder.Backward(Kernels.Of(keep, recorder.Gradient(output), recorder.Gradient(input.Rows)));
        }

        return output;
    }

    private readonly struct Keep(int height, int layer, double probability) : IKernel
    {
        public void Run<T, TView>(TView view)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            for (int row = 0; row < height; row++)
            {
                var value = view.Get(0, row);
                if (view.IsTraining)
                {
                    var drawn = view.Uniform(layer, row) - T.Constant(probability);
                    value = T.IfPositive(-drawn, T.Constant(0), value * T.Constant(1 / (1 - probability)));
                }

                view.Set(1, row, value);
            }
        }
    }
}
