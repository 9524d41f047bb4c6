namespace MLPosh;

/// <summary>Losses of a trial, one an epoch from the first.</summary>
/// <param name="Loss">Mean loss over the samples, as <see cref="TrainingEpoch.Loss"/>.</param>
/// <param name="ValidationLoss">Mean loss over the validation samples; empty without validation.</param>
internal sealed record TrialHistory(float[] Loss, float[] ValidationLoss)
{
    public static readonly TrialHistory None = new([], []);

    /// <summary>The epochs one by one.</summary>
    public TrialEpoch[] Epochs() =>
        [.. Loss.Select((loss, i) => new TrialEpoch(i + 1, loss, i < ValidationLoss.Length ? ValidationLoss[i] : null))];
}
