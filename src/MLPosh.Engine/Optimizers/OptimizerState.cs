namespace MLPosh;

/// <summary>What an optimizer remembers in one training. Made by <see cref="Optimizer.Start"/>; a step allocates nothing.</summary>
internal abstract class OptimizerState
{
    /// <summary>Whether a step evaluates, so that the plan's gradient is another one after it.</summary>
    public virtual bool EvaluatesAgain => false;

    /// <summary>Moves the plan's parameters one step.</summary>
    /// <param name="learningRate">Of this step: schedules change it.</param>
    /// <param name="loss">The loss where the parameters are; the plan holds its gradient.</param>
    /// <returns>False when a loss on the way was not finite: the parameters are then what they were before.</returns>
    public abstract bool Step(double learningRate, double loss);
}
