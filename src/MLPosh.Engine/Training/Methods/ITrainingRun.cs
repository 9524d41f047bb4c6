namespace MLPosh;

/// <summary>One training between its epochs, whatever its method.</summary>
internal interface ITrainingRun : IDisposable
{
    /// <summary>Why the training is over; null while it is not.</summary>
    StopReason? StopReason { get; }

    /// <summary>Of the epoch that just ran.</summary>
    (double Loss, double? ValidationLoss) Losses { get; }

    /// <summary>Runs the epoch of this number, from 1.</summary>
    void RunEpoch(int epoch);

    /// <summary>The record of the epoch that just ran; the network gets the parameters that it ended with.</summary>
    TrainingEpoch Report(int epoch);

    /// <summary>Gives the network the parameters that it is to keep. Called however the training ends.</summary>
    void LeaveNetwork();
}
