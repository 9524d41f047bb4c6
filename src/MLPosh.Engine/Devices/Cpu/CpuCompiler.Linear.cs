using System.Numerics;

namespace MLPosh.Devices.Cpu;

/// <summary>Linear layers: tile by tile, or in a <see cref="WideNetwork"/> some rows over all tiles.</summary>
internal sealed partial class CpuCompiler<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Numbers that the steps of a thread need while they run.</summary>
    public long Room => layout.IsWide
        ? Math.Max(WideInputGradientStep<TLane, T, Keep>.Room, WideWeightGradientStep<TLane, T>.Room)
        : MostOfWeights(linear => Cpu.WeightGradient.Room<TLane, T>(
            linear.Input.Height, linear.OutputGradient.Height, layout.Width));

    /// <summary>Numbers that a tile keeps beside its rows.</summary>
    public long Kept => layout.IsWide ? WeightGradients.Sum(KeptOf) : 0;

    private IEnumerable<LinearWeightGradient> WeightGradients => recording.Backward.OfType<LinearWeightGradient>();

    private long MostOfWeights(Func<LinearWeightGradient, long> numbers) =>
        WeightGradients.Select(numbers).DefaultIfEmpty().Max();

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

    private LinearWeightGradientStep<TLane, T> WeightGradient(LinearWeightGradient linear) =>
        new(linear, PlaceOf(linear.Input), PlaceOf(linear.OutputGradient));

    private long KeptOf(LinearWeightGradient linear) =>
        WideTransposeStep<TLane, T>.Room(linear.Input.Height, layout.Width);

    /// <summary>
    /// Around the way back of a wide network: before it the inputs are turned, among what is done tile by tile, and after it threads
    /// share all weight gradients, so that they wait for one another but once. No slot has a gradient of its own: small weights'
    /// are shared too.
    /// </summary>
    private List<object> WithWideGradients(IEnumerable<object> steps)
    {
        var (turned, gradients) = (new List<object>(), new List<BatchStep<T>>());
        long kept = 0;
        foreach (var linear in WeightGradients)
        {
            turned.Add(new WideTransposeStep<TLane, T>(linear.Input, PlaceOf(linear.Input), kept));
            gradients.Add(new WideWeightGradientStep<TLane, T>(linear, PlaceOf(linear.OutputGradient), kept));
            kept += KeptOf(linear);
        }

        return gradients.Count == 0 ? [.. steps] : [.. turned, .. steps, new JoinedStep<T>([.. gradients])];
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
