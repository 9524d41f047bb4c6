namespace MLPosh;

/// <summary>One step of a range test.</summary>
/// <param name="LearningRate">What the step was taken with.</param>
/// <param name="Loss">The mean loss of the step's samples before it: what the steps up to here have come to.</param>
/// <param name="SmoothedLoss">The mean of the losses up to here, recent ones weighing more.</param>
public sealed record LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss);
