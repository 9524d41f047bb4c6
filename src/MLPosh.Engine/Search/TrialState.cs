namespace MLPosh;

/// <summary>How a trial of a sweep ended.</summary>
public enum TrialState
{
    /// <summary>It trained to its end, or until it stopped getting better. Not 0, which PowerShell takes for false.</summary>
    Completed = 1,

    /// <summary>Halving: others were better at a rung, so it went no further.</summary>
    Pruned,

    /// <summary>Its loss became infinite or NaN. No error of the sweep: it tells about the parameters.</summary>
    Diverged,

    /// <summary>It could not be trained; the trial's Error says why.</summary>
    Failed,
}
