namespace MLPosh;

/// <summary>A trial as a bundle has it: ready to be trained, or why it cannot be.</summary>
/// <param name="Trial">Its number and seed.</param>
/// <param name="Network">What it trains; null where that could not be made.</param>
/// <param name="Options">How, as JSON; empty without a network.</param>
/// <param name="Shown">The parameters as its result shows them.</param>
/// <param name="Error">Why it has no network.</param>
internal sealed record BundledTrial(Trial Trial, NetworkRecord? Network, string Options, TrialParameters Shown, string? Error)
{
    /// <summary>Makes what the trial trains, on the submitting side, where scripts can run.</summary>
    /// <exception cref="MLPoshException">What the setup throws that is not the trial's own.</exception>
    public static BundledTrial Of(Trial trial, Func<Trial, TrialSetup> setup)
    {
        try
        {
            var made = setup(trial);
            return new BundledTrial(trial, new NetworkRecord(made.Network), TrainingOptionsJson.Write(made.Options), made.Shown, null);
        }
        catch (TrialSetupException error)
        {
            return new BundledTrial(trial, null, "", error.Shown, error.Message);
        }
    }

    /// <summary>What the trial trains, on the worker's side.</summary>
    /// <exception cref="TrialSetupException">It could not be made, or this machine lacks its device.</exception>
    public TrialSetup Setup()
    {
        if (Network is null)
        {
            throw new TrialSetupException(Shown, new InvalidOperationException(Error));
        }

        try
        {
            return new TrialSetup(Network.Make(), TrainingOptionsJson.Read(Options), Shown);
        }
        catch (MLPoshException error)
        {
            throw new TrialSetupException(Shown, error);
        }
    }
}
