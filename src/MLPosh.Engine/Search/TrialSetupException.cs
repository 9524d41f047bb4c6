namespace MLPosh;

/// <summary>What a trial is to train could not be made: the trial fails, and the others go on.</summary>
public sealed class TrialSetupException : Exception
{
    /// <param name="shown">The parameters as the trial's result is to show them.</param>
    /// <param name="cause">What went wrong.</param>
    public TrialSetupException(TrialParameters shown, Exception cause)
        : base(cause?.Message, cause) => Shown = shown;

    /// <summary>The parameters as the trial's result shows them.</summary>
    public TrialParameters Shown { get; }
}
