namespace MLPosh.Devices.Gpu;

/// <summary>
/// Trains networks whose steps wait at the same moment in one launch, a group each. Whoever comes while the device has a turn
/// left launches at once; meanwhile others gather, and the first of them launches all that are alike when a turn is over.
/// Nobody waits for somebody to come, and what a network comes to does not depend on who shares its launch.
/// </summary>
/// <param name="networks">The most that share one.</param>
internal sealed class ResidentLaunches(int networks)
{
    /// <summary>
    /// Launches at the same time. CUDA runs up to 128: enough of them that a turn is over soon, and few enough that launches are
    /// shared.
    /// </summary>
    public const int MostTurns = 16;

    private readonly List<ResidentJob> _waiting = [];
    private int _turns;

    /// <summary>Runs the steps of a network. Not inside a call of the accelerator.</summary>
    /// <exception cref="MLPoshException">As the accelerator's calls; for all who share a launch.</exception>
    public void Run(ResidentJob job)
    {
        if (Enter(job) is { } jobs)
        {
            Launch(jobs);
        }

        if (job.Error is { } error)
        {
            throw error is MLPoshException known ? new MLPoshException(known.Id, known.Message, known.Target) : error;
        }
    }

    private IReadOnlyList<ResidentJob>? Enter(ResidentJob job)
    {
        lock (_waiting)
        {
            if (_turns < MostTurns)
            {
                _turns++;
                return [job];
            }

            _waiting.Add(job);
        }

        return job.WaitForTurn();
    }

    private void Launch(IReadOnlyList<ResidentJob> jobs)
    {
        Exception? error = null;
        try
        {
            jobs[0].Launch(jobs);
        }
        catch (Exception e)
        {
            error = e;
        }

        PassTurn();
        foreach (var job in jobs)
        {
            job.End(error);
        }
    }

    private void PassTurn()
    {
        List<ResidentJob> next;
        lock (_waiting)
        {
            next = [.. _waiting.Where(job => job.Key == _waiting[0].Key).Take(networks)];
            if (next.Count == 0)
            {
                _turns--;
                return;
            }

            var taken = next.ToHashSet();
            _waiting.RemoveAll(taken.Contains);
        }

        next[0].Lead(next);
    }
}
