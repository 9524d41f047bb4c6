using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Steps one after the other, each knowing what the one before came to.</summary>
/// <param name="plan">Computes.</param>
/// <param name="source">The samples.</param>
/// <param name="batches">Their order.</param>
/// <param name="descent">Moves the parameters.</param>
/// <param name="options">Whom to ask after a step.</param>
/// <param name="clock">Says when time is over.</param>
/// <param name="seed">Of the training.</param>
/// <param name="beforeUpdate">Told a loss while the parameters are still its own; null if nobody asks.</param>
/// <param name="token">Stops between two steps.</param>
internal sealed class EachStep(
    Plan plan,
    SampleSource source,
    Batches batches,
    Descent descent,
    TrainingOptions options,
    TrainingClock clock,
    long seed,
    Action<int, double>? beforeUpdate,
    CancellationToken token) : IEpochSteps
{
    private bool _isLoaded;
    private uint _step;

    public bool Validates => false;

    public (double Loss, int Hits) Validation => throw new NotSupportedException("Validations are measured by the training.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public EpochResult Run(int epoch, double lastLoss)
    {
        batches.StartEpoch(epoch);
        double sum = 0;
        int samples = 0, hits = 0;
        StopReason? stop = null;
        for (int batch = 0; batch < batches.Count && stop is null; batch++)
        {
            token.ThrowIfCancellationRequested();
            (double loss, stop) = Step(epoch, batch, ref hits);
            sum += loss * batches[batch].Length;
            samples += batches[batch].Length;
            stop ??= clock.Look(epoch, lastLoss);
        }

        return new EpochResult(sum / samples, samples, hits, stop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Loss, StopReason? Stop) Step(int epoch, int batch, ref int hits)
    {
        if (batches.Count > 1 || !_isLoaded)
        {
            plan.Load(source, batches[batch]);
            _isLoaded = true;
        }

        plan.Training = new TrainingStep(seed, ++_step);
        double loss = plan.Evaluate(withGradient: true);
        hits += plan.Hits;
        if (!double.IsFinite(loss))
        {
            // No update: the network stays as it was before the step that failed.
            return (loss, StopReason.Diverged);
        }

        beforeUpdate?.Invoke(epoch, loss);
        if (!descent.Step(epoch, batch, loss))
        {
            return (loss, StopReason.Diverged);
        }

        return (loss, options.AfterStep?.Invoke(descent.LearningRate, loss) == false ? StopReason.Completed : null);
    }
}
