using System.Diagnostics;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>A trial ready to run on any thread.</summary>
/// <param name="Trial">Which.</param>
/// <param name="Setup">What to train.</param>
/// <param name="Budget">Stop after this epoch, as if the rest were to come; null for the setup's own end.</param>
internal sealed record TrialJob(Trial Trial, TrialSetup Setup, int? Budget);

/// <summary>Trains one trial, on each fold one after the other.</summary>
/// <param name="folds">The samples to train on with those to measure on.</param>
/// <param name="keepsHistory">Whether the result is to have the loss of each epoch.</param>
/// <param name="mostLarge">Trainings at the same time of those that take much of a device.</param>
/// <param name="warn">Told, on any thread, what is likely a mistake.</param>
internal sealed class TrialTraining(
    IReadOnlyList<(Dataset Train, Dataset? Validation)> folds, bool keepsHistory, int mostLarge, Action<string> warn) : IDisposable
{
    private readonly SemaphoreSlim _large = new(mostLarge);

    /// <summary>Never throws but for a cancelled token: what goes wrong belongs to the trial.</summary>
    /// <param name="job">Which.</param>
    /// <param name="cores">What it may use of the machine; null for all.</param>
    /// <param name="token">Stops it.</param>
    public SweepTrial Run(TrialJob job, CorePart? cores, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var runs = new List<TrialRun>(folds.Count);
            for (int fold = 0; fold < folds.Count && runs.All(run => !run.IsDiverged); fold++)
            {
                runs.Add(Train(job, fold, cores, token));
            }

            return Result(job, runs, watch.Elapsed);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return Failed(job.Trial, job.Setup.Shown, job.Setup.Options.Device, error) with { Duration = watch.Elapsed };
        }
    }

    public void Dispose() => _large.Dispose();

    public static SweepTrial Failed(Trial trial, TrialParameters shown, ComputeDevice device, Exception error) => new()
    {
        Trial = trial.Number,
        State = TrialState.Failed,
        Parameters = shown,
        Seed = trial.Seed,
        Device = device.Name,
        Error = error.Message,
    };

    private TrialRun Train(TrialJob job, int fold, CorePart? cores, CancellationToken token)
    {
        // The last fold may train the trial's own network; the others would find it trained.
        var network = fold == folds.Count - 1 ? job.Setup.Network : job.Setup.Network.Copy();
        var run = new TrialRun();

        // Losses are kept without a record of each epoch, so that a GPU goes through many of them in one launch.
        var options = job.Setup.Options with
        {
            Validation = folds[fold].Validation,
            OnlyLast = true,
            AfterEpoch = keepsHistory ? run.Keep : null,
            StopAfter = job.Budget,
            Warn = warn,
            Cores = cores,
        };
        bool isLarge = options.Device.IsLarge(network.ValueCount, options.BatchSize ?? folds[fold].Train.Count);
        if (isLarge)
        {
            _large.Wait(token);
        }

        try
        {
            foreach (var epoch in Trainer.Run(network, folds[fold].Train, options, token))
            {
                run.Last = epoch;
            }

            return run;
        }
        finally
        {
            if (isLarge)
            {
                _large.Release();
            }
        }
    }

    private static SweepTrial Result(TrialJob job, List<TrialRun> runs, TimeSpan duration)
    {
        bool diverged = runs.Any(run => run.IsDiverged);
        var best = runs.MinBy(run => run.Last.BestLoss)!.Last;
        double bestLoss = runs.Average(run => run.Last.BestLoss);
        return new SweepTrial
        {
            Trial = job.Trial.Number,
            State = diverged ? TrialState.Diverged : TrialState.Completed,
            Parameters = job.Setup.Shown,
            FinalLoss = diverged ? double.PositiveInfinity : runs.Average(run => run.Last.ValidationLoss ?? run.Last.Loss),
            BestLoss = double.IsFinite(bestLoss) ? bestLoss : double.PositiveInfinity,
            BestEpoch = double.IsFinite(bestLoss) ? best.BestEpoch : 0,
            Accuracy = runs.Average(run => run.Last.Accuracy),
            Epochs = runs.Max(run => run.Last.Epoch),
            Duration = duration,
            Seed = runs[0].Last.Seed,
            Device = runs[0].Last.Device,
            History = TrialRun.Mean(runs),
        };
    }
}
