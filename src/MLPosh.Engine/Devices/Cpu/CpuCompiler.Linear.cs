using System.Numerics;

namespace MLPosh.Devices.Cpu;

/// <summary>Linear layers: tile by tile, or in a <see cref="WideNetwork"/> some rows over all tiles.</summary>
internal sealed partial class CpuCompiler<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    private readonly HashSet<int> _foundGradients = []; // offsets of weights

    /// <summary>Numbers that the steps of a thread need while they run.</summary>
    public long Room => layout.IsWide
        ? Math.Max(WideInputGradientStep<TLane, T, Keep>.Room, WideWeightGradientStep<TLane, T>.Room)
        : MostOfWeights(linear => Cpu.WeightGradient.Room(
            linear.Input.Height, linear.OutputGradient.Height, layout.Width, TLane.Count));

    /// <summary>Numbers that a tile keeps beside its rows.</summary>
    public long TileRoom => layout.IsWide
        ? MostOfWeights(linear => WideTransposeStep<TLane, T>.Room(linear.Input.Height, layout.Width))
        : 0;

    private long MostOfWeights(Func<LinearWeightGradient, long> numbers) =>
        recording.Backward.OfType<LinearWeightGradient>().Select(numbers).DefaultIfEmpty().Max();

    private object Linear<TEpilogue>(LinearForward linear)
        where TEpilogue : struct, IEpilogue
    {
        var (input, output) = (PlaceOf(linear.Input), PlaceOf(linear.Output));
        return layout.IsWide && WideNetwork.Shares(linear.Weight, linear.Repeat)
            ? new WideForwardStep<TLane, T, TEpilogue>(linear, input, output)
            : new LinearForwardStep<TLane, T, TEpilogue>(linear, input, output);
    }

    private object InputGradient<TEpilogue>(LinearInputGradient linear, Rows input)
        where TEpilogue : struct, IEpilogue
    {
        var (outputGradient, inputGradient) = (PlaceOf(linear.OutputGradient), PlaceOf(linear.InputGradient));
        return layout.IsWide && WideNetwork.Shares(linear.Weight, linear.Repeat)
            ? new WideInputGradientStep<TLane, T, TEpilogue>(linear, outputGradient, inputGradient, PlaceOf(input))
            : new LinearInputGradientStep<TLane, T, TEpilogue>(linear, outputGradient, inputGradient, PlaceOf(input));
    }

    private IEnumerable<object> WeightGradient(LinearWeightGradient linear)
    {
        var (input, outputGradient) = (PlaceOf(linear.Input), PlaceOf(linear.OutputGradient));
        if (!layout.IsWide)
        {
            yield return new LinearWeightGradientStep<TLane, T>(linear, input, outputGradient);
            yield break;
        }

        // No slot has a gradient of its own: small weights' too are shared by rows.
        bool isFirst = _foundGradients.Add(linear.Weight.Offset);
        yield return new WideTransposeStep<TLane, T>(linear.Input, input, layout.Tiles);
        yield return new WideWeightGradientStep<TLane, T>(linear, outputGradient, isFirst);
    }

    private sealed class LinearThenActivate(CpuCompiler<TLane, T> compiler, LinearForward linear) : IActivationVisitor<object>
    {
        public object Visit<TFunction>()
            where TFunction : struct, IActivationFunction => compiler.Linear<ThenActivate<TFunction>>(linear);
    }

    private sealed class LinearTimesSlope(
        CpuCompiler<TLane, T> compiler, LinearInputGradient linear, ActivateBackward activate) : IActivationVisitor<object>
    {
        public object Visit<TFunction>()
            where TFunction : struct, IActivationFunction =>
            compiler.InputGradient<TimesSlope<TFunction>>(linear, activate.Output);
    }
}
