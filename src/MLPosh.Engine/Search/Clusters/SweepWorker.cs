using System.Runtime.InteropServices;

namespace MLPosh;

/// <summary>
/// What runs on a cluster's node: takes trials of a submitted sweep out of the shared store, one a core, until none is left
/// that nobody works on.
/// </summary>
public static class SweepWorker
{
    /// <summary>What a warning begins with in the output, by which the submitting process finds it.</summary>
    internal const string WarningPrefix = "WARNING: ";

    /// <summary>Works until nothing is left, or the process is told to end, and then gives back what it has begun.</summary>
    /// <param name="bundle">The file that the submitting process wrote.</param>
    /// <exception cref="MLPoshException">
    /// PathNotFound, FileFormatInvalid for the file; FileNotWritable … for the store; OptionOutOfRange for more folds than samples.
    /// </exception>
    public static void Run(string bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            Run(SweepBundle.Read(bundle), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Told to end: trials that were begun are given back.");
        }

        // Slurm kills by force what is still there after a while (KillWait, 30 s unless configured).
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    internal static void Run(SweepBundle bundle, CancellationToken token)
    {
        var trials = bundle.Trials.ToDictionary(trial => trial.Trial.Number);
        var options = bundle.Options with
        {
            IsWorker = true,
            Warn = text => Console.Error.WriteLine(WarningPrefix + text),
        };
        using var store = TrialStore.Open(bundle.Store, bundle.Identity.Entries, bundle.Identity.Seed, shared: true);
        Trial[] inOrder = [.. trials.Values.Select(trial => trial.Trial)];
        int count = Sweep.Run(inOrder, trial => trials[trial.Number].Setup(), bundle.Dataset, options, store.Inner, token).Count();
        Console.WriteLine($"Of {trials.Count} trials {count} were trained or found here.");
    }
}
