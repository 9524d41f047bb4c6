namespace MLPosh;

/// <summary>What the steps of an epoch came to.</summary>
/// <param name="Loss">Mean over its samples; not finite where a step's was not.</param>
/// <param name="Samples">Samples gone through: fewer than all when it stopped.</param>
/// <param name="Hits">Samples classified rightly.</param>
/// <param name="StopReason">Why it stopped; null if it did not.</param>
internal readonly record struct EpochResult(double Loss, int Samples, int Hits, StopReason? StopReason);

/// <summary>How the steps of an epoch are run.</summary>
internal interface IEpochSteps
{
    /// <summary>Whether epochs that do not diverge measure the validation as well.</summary>
    bool Validates { get; }

    /// <summary>Runs an epoch; they are asked for in their order.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="lastLoss">What the one before came to, for who watches.</param>
    EpochResult Run(int epoch, double lastLoss);

    /// <summary>
    /// The validation with the parameters at the end of the epoch that ran last and did not diverge; only where it <see cref="Validates"/>.
    /// </summary>
    (double Loss, int Hits) Validation { get; }
}
