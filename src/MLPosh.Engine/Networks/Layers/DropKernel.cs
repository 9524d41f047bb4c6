using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>What Dropout and Mask do in training: set a number to 0 with a probability, multiply the others.</summary>
internal readonly struct DropKernel(int height, int layer, int firstDrawn, double probability, double scale) : IKernel
{
    public int Count => height;

    /// <summary>Records it.</summary>
    /// <param name="recorder">Takes the operations.</param>
    /// <param name="input">What is dropped from.</param>
    /// <param name="probability">Of a number to be set to 0.</param>
    /// <param name="scale">What the others are multiplied by.</param>
    /// <param name="firstDrawn">The first of the layer's random numbers: what drops in several places draws others in each.</param>
    public static Rows Record(
        Recorder recorder, LayerInput input, double probability, double scale, int firstDrawn = 0)
    {
        var output = recorder.New(input.Rows.Height);
        var drop = new DropKernel(input.Rows.Height, input.Layer, firstDrawn, probability, scale);
        recorder.Forward(Kernels.Of(drop, input.Rows, output));
        if (recorder.WantsGradient(input.Rows))
        {
            // The same numbers are drawn again: what was dropped has no part in the loss.
            recorder.Backward(Kernels.Of(drop, recorder.Gradient(output), recorder.Gradient(input.Rows)));
        }

        return output;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        var value = view.Get(0, row);
        if (view.IsTraining)
        {
            var drawn = view.Uniform(layer, firstDrawn + row) - T.Constant(probability);
            value = T.IfPositive(-drawn, T.Constant(0), value * T.Constant(scale));
        }

        view.Set(1, row, value);
    }
}
