namespace MLPosh.Devices;

/// <summary>
/// A plan whose device works on while the host goes on: steps are queued, and what they came to is read later. Updates are
/// those of <see cref="Plan.Update"/>. Once a loss is not finite, also that of a validation, the steps behind it leave parameters
/// and buffers as they are.
/// </summary>
internal interface IStepQueue
{
    /// <summary>Steps that may be queued before <see cref="Wait"/>, so that a stop does not wait long.</summary>
    int StepsAtOnce { get; }

    /// <summary>Once, before all else: makes room for what this many steps come to.</summary>
    void Reserve(int steps);

    /// <summary>Once, before the first step: samples to measure between steps.</summary>
    /// <returns>False where this queue measures none, and the training has to itself.</returns>
    bool TryTakeValidation(SampleSource source);

    /// <summary>The order in which the steps that follow go through a source.</summary>
    void SetOrder(SampleSource source, ReadOnlySpan<int> order);

    /// <summary>Puts all samples of a source in the order of <see cref="Philox.Shuffle"/> on the device.</summary>
    void Shuffle(SampleSource source, long seed, uint epoch);

    /// <summary>Queues a batch of the order, and its loss and gradient.</summary>
    /// <param name="first">Its first place in the order.</param>
    /// <param name="count">Its samples.</param>
    /// <param name="step">The step of the training.</param>
    void QueueStep(int first, int count, TrainingStep step);

    /// <summary>
    /// Queues the measuring of the validation with the parameters after the last step; it comes to something as a step does. Where
    /// its loss is not finite, the gradient stays that of the last step.
    /// </summary>
    void QueueValidation();

    /// <summary>Waits for all that is queued.</summary>
    void Wait();

    /// <summary>Waits, and reads what the steps and validations since the last call came to, in their order.</summary>
    /// <param name="losses">Receives their mean losses.</param>
    /// <param name="hits">Receives how many of their samples were classified rightly.</param>
    void Read(Span<double> losses, Span<int> hits);
}
