namespace MLPosh;

/// <summary>A schedule in one training. Epochs and steps count from 0.</summary>
internal abstract class ScheduleState
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="step">The step, counted from the training's first.</param>
    public abstract double Rate(int epoch, long step);

    /// <summary>Whether rates depend on the losses that it is told.</summary>
    public virtual bool AsksForLosses => false;

    /// <summary>Tells the loss that an epoch came to: of the validation, if there is one.</summary>
    public virtual void EndEpoch(int epoch, double loss)
    {
    }
}

/// <summary>A schedule that depends on nothing but epoch and step.</summary>
/// <param name="rate">Its formula.</param>
internal sealed class FormulaState(Func<int, long, double> rate) : ScheduleState
{
    public override double Rate(int epoch, long step) => rate(epoch, step);
}

/// <summary>A linear warm-up up to the first rate of what follows.</summary>
/// <param name="main">What follows.</param>
/// <param name="epochs">How long it takes.</param>
/// <param name="factor">What part of the first rate it begins with.</param>
/// <param name="batches">Steps an epoch.</param>
internal sealed class WarmupState(ScheduleState main, int epochs, double factor, int batches) : ScheduleState
{
    public override bool AsksForLosses => main.AsksForLosses;

    public override double Rate(int epoch, long step) => epoch < epochs
        ? main.Rate(0, 0) * (factor + ((1 - factor) * epoch / epochs))
        : main.Rate(epoch - epochs, step - ((long)epochs * batches));

    public override void EndEpoch(int epoch, double loss)
    {
        if (epoch >= epochs)
        {
            main.EndEpoch(epoch - epochs, loss);
        }
    }
}
