namespace MLPosh.Engine.Tests.Search.Clusters;

/// <summary>What the submitting side does with what a queue says. A real Slurm is in tests/slurm.</summary>
public sealed class ClusterSweepTests : IDisposable
{
    private static readonly Dataset Data = Samples.Cloud(50, 2, 1);

    private readonly FakeSlurm _slurm = new();
    private readonly List<string> _warnings = [];

    public ClusterSweepTests() => Skip.If(OperatingSystem.IsWindows(), "Slurm's programs are shell scripts here.");

    public void Dispose() => _slurm.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Workers_on_other_threads_give_what_a_sweep_here_gives(bool halves)
    {
        var options = new SweepOptions { Seed = 3, Halving = halves ? new HalvingOptions(2, 2, 20) : null };
        var here = Sweep.Run(Trials, Setup, Data, options).Select(Figures).ToList();
        var workers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => SweepWorker.Run(_slurm.Bundle(), default))).ToList();
        Assert.Equal(here, Run(options).Select(Figures));
        await Task.WhenAll(workers);
        Assert.Equal(1, _slurm.Jobs);
        Assert.Equal("--state=PENDING 1", _slurm.Cancelled);
        Assert.False(Directory.Exists(Path.Combine(_slurm.Store, "cluster")));
        Assert.Equal(here, Run(options).Select(Figures));
        Assert.Equal(1, _slurm.Jobs);
    }

    [SkippableFact]
    public async Task A_job_that_ends_with_work_left_is_submitted_again()
    {
        _slurm.Program("squeue", "[ \"$(cat jobs)\" = 1 ] && printf 'COMPLETED\\nNODE_FAIL\\n' || echo RUNNING");
        var worker = Task.Run(() =>
        {
            var bundle = _slurm.Bundle();
            SweepWorker.Run(bundle with { Trials = [.. bundle.Trials.Take(2)] }, default);
            while (_slurm.Jobs < 2)
            {
                Thread.Sleep(20);
            }

            SweepWorker.Run(bundle, default);
        });
        Assert.Equal([1, 2, 3, 4, 5], Run().Select(trial => trial.Trial));
        await worker;
        Assert.Equal(2, _slurm.Jobs);
        Assert.Contains("(1 COMPLETED, 1 NODE_FAIL) with work left, 3 trial(s)", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Two_jobs_in_vain_are_an_error_that_says_what_is_left()
    {
        _slurm.Program("sbatch", "echo 'no such program' > \"$(dirname \"$2\")/7_1.log\"; echo 7");
        _slurm.Program("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
        _slurm.Program("sacct", "echo FAILED");
        var error = Assert.Throws<MLPoshException>(() => Run().Count());
        Assert.Equal(ErrorId.ClusterJobFailed, error.Id);
        Assert.Contains("5 of 5 trials are left", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1 FAILED)", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such program", error.Message, StringComparison.Ordinal);
        Assert.Single(_warnings);
    }

    [SkippableFact]
    public void A_job_that_somebody_cancelled_is_not_submitted_again()
    {
        _slurm.Program("squeue", "exit 0");
        _slurm.Program("sacct", "echo 'CANCELLED by 0'");
        var error = Assert.Throws<MLPoshException>(() => Run().Count());
        Assert.Equal(ErrorId.ClusterJobFailed, error.Id);
        Assert.Contains("The job 1 of Slurm was cancelled", error.Message, StringComparison.Ordinal);
        Assert.Empty(_warnings);
    }

    [SkippableFact]
    public async Task A_queue_that_gives_no_answer_is_asked_again()
    {
        _slurm.Program("squeue", "echo 'Unable to contact slurm controller (connect failure)' >&2; exit 1");
        var worker = Task.Run(() =>
        {
            var bundle = _slurm.Bundle();
            Thread.Sleep(1500);
            SweepWorker.Run(bundle, default);
        });
        Assert.Equal(5, Run().Count());
        await worker;
        Assert.Equal(1, _slurm.Jobs);
    }

    [SkippableFact]
    public void Who_stops_enumerating_or_cancels_ends_the_job()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        Assert.Throws<OperationCanceledException>(() => Run(token: stop.Token).Count());
        Assert.Equal("1", _slurm.Cancelled);
    }

    [SkippableFact]
    public void Without_sbatch_and_with_one_that_refuses_the_error_says_so()
    {
        _slurm.Program("sbatch", "echo 'sbatch: error: invalid partition specified: x' >&2; exit 1");
        var refused = Assert.Throws<MLPoshException>(() => Run().Count());
        Assert.Equal(ErrorId.ClusterJobRejected, refused.Id);
        Assert.Contains("invalid partition specified: x", refused.Message, StringComparison.Ordinal);
        _slurm.Remove("sbatch");
        var missing = Assert.Throws<MLPoshException>(() => Run().Count());
        Assert.Equal(ErrorId.ClusterNotAvailable, missing.Id);
        Assert.Contains("'sbatch'", missing.Message, StringComparison.Ordinal);
        Assert.Equal("", _slurm.Cancelled);
    }

    private static List<TrialParameters> Trials =>
        [.. new[] { 0.1, 0.01, 1e8, 0.3, 0.2 }.Select(rate => new TrialParameters([KeyValuePair.Create("LearningRate", (object)rate)]))];

    private IEnumerable<SweepTrial> Run(SweepOptions? options = null, CancellationToken token = default)
    {
        using var store = TrialStore.Open(_slurm.Store, [KeyValuePair.Create("Sweep", "this one")], 3, shared: true);
        options = (options ?? new SweepOptions { Seed = 3 }) with { Warn = _warnings.Add };
        foreach (var trial in ClusterSweep.Run(Trials, Setup, Data, options, store, _slurm.Options, token))
        {
            yield return trial;
        }
    }

    private static TrialSetup Setup(Trial trial) => new(
        Samples.Network(2, "Linear(4)", "Tanh", "Linear(1)"),
        new TrainingOptions { Optimizer = new SGD((double)trial.Parameters["LearningRate"]!), Epochs = 20, Seed = trial.Seed },
        trial.Parameters);

    private static (int, TrialState, double, double, long) Figures(SweepTrial trial) =>
        (trial.Trial, trial.State, trial.FinalLoss, trial.BestLoss, trial.Seed);
}
