namespace MLPosh;

/// <summary>What is kept of one epoch of a sweep's trial.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean loss over the samples, as <see cref="TrainingEpoch.Loss"/>, in single precision.</param>
/// <param name="ValidationLoss">Mean loss over the validation samples; null without validation.</param>
public sealed record TrialEpoch(int Epoch, double Loss, double? ValidationLoss);
