using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Invoke-Sweep: trains a network once for each combination of parameters and streams what came of it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Sweep", SupportsShouldProcess = true)]
[OutputType(SweepTrialObject.TypeName)]
public sealed class InvokeSweepCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public object? Network { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(SweepParameterCompleter))]
    [ValidateNotNullOrEmpty]
    public IDictionary[] Parameter { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public Dataset? Validation { get; set; }

    [Parameter]
    public SweepStrategy Strategy { get; set; }

    [Parameter]
    public int? Count { get; set; }

    [Parameter]
    public int? Fold { get; set; }

    [Parameter]
    public int MinEpoch { get; set; } = 1;

    [Parameter]
    public int Factor { get; set; } = 3;

    [Parameter]
    public int? Best { get; set; }

    [Parameter]
    public long? Seed { get; set; }

    [Parameter]
    public int? ThrottleLimit { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter RetryFailed { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Cluster { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary? ClusterOption { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TensorBoard { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    protected override void Process()
    {
        object network = ResolvedNetwork();
        CheckCombinations();

        // One that is not there is one error, not one a trial.
        var device = Argument.Named(Device, ComputeDevice.Find);
        var request = new SweepRequest(Parameter, takesAny: network is ScriptBlock);
        var cluster = Cluster is null ? null : ClusterRequest.Of(Cluster, ClusterOption, FilePaths.Literal(this, Path!), ThrottleLimit);
        using var store = Path is null || (IsWhatIf && !TrialStore.Exists(FilePaths.Literal(this, Path))) ? null : OpenStore(request, network);
        long seed = store?.Seed ?? Seed ?? Seeds.Fresh();
        var trials = TrialSampler.Sample(request.Spaces, Strategy, Count, seed);
        if (IsWhatIf)
        {
            Show(trials, store, cluster);
        }
        else if (ShouldProcess($"{trials.Count} trials", cluster is null ? "Train" : $"Submit to {cluster.Cluster}"))
        {
            Run(request, trials, new TrialFactory(network, Dataset!, device, request.Columns), device, seed, store, cluster);
        }
    }

    /// <summary>What would be done. With halving all trials begin, and their results say which of them go on.</summary>
    private void Show(IReadOnlyList<TrialParameters> trials, TrialStore? store, ClusterOptions? cluster)
    {
        HashSet<int> finished = store is null || Strategy == SweepStrategy.Halving
            ? []
            : [.. store.Finished().Where(trial => !RetryFailed || trial.State != TrialState.Failed).Select(trial => trial.Trial)];
        int left = trials.Count - finished.Count;
        if (cluster is not null && left > 0)
        {
            ShouldProcess($"Submitting {left} trials to {cluster.Cluster}:\n{cluster.Script(left)}", null, null);
        }

        for (int i = 0; i < trials.Count && cluster is null; i++)
        {
            if (!finished.Contains(i + 1))
            {
                ShouldProcess($"Trial {i + 1}: {trials[i]}", "Train");
            }
        }
    }

    private void Run(
        SweepRequest request,
        IReadOnlyList<TrialParameters> trials,
        TrialFactory factory,
        ComputeDevice? device,
        long seed,
        TrialStore? store,
        ClusterOptions? cluster)
    {
        var shape = new SweepTrialObject(request.Columns, request.Varied, Dataset!.Classes is not null);
        using var progress = new SweepProgressBars(this);
        var options = new SweepOptions
        {
            Validation = Validation,
            Fold = Fold,
            Device = device ?? ComputeDevice.Default,
            ThrottleLimit = ThrottleLimit,
            Halving = Strategy == SweepStrategy.Halving ? new HalvingOptions(MinEpoch, Factor, request.MaxEpoch) : null,
            Seed = seed,
            Progress = progress.Show,
            Warn = WriteWarning,
            TensorBoardFolder = TensorBoard is null ? null : FilePaths.Literal(this, TensorBoard),
        };
        var best = new List<SweepTrial>();
        int diverged = 0;
        var results = cluster is null
            ? Sweep.Run(trials, factory.Make, Dataset!, options, store, StopToken)
            : ClusterSweep.Run(trials, factory.Make, Dataset!, options, store!, cluster, StopToken);
        foreach (var trial in results)
        {
            diverged += trial.State == TrialState.Diverged ? 1 : 0;
            if (Best is not null)
            {
                best.Add(trial);
            }
            else
            {
                WriteObject(shape.Make(trial));
            }

            if (trial.State == TrialState.Failed)
            {
                WriteError(Errors.ToRecord(new MLPoshException(
                    ErrorId.TrialFailed, $"Trial {trial.Trial} ({trial.Parameters}) failed: {trial.Error}", shape.Make(trial))));
            }
        }

        progress.Dispose();
        foreach (var trial in best.OrderBy(trial => trial.BestLoss).ThenBy(trial => trial.Trial).Take(Best ?? 0))
        {
            WriteObject(shape.Make(trial));
        }

        if (diverged > 0)
        {
            WriteWarning($"{diverged} of {trials.Count} trials diverged: State is Diverged and FinalLoss infinite. Smaller learning rates, or -Standardize for the data, may help.");
        }
    }

    private TrialStore OpenStore(SweepRequest request, object network)
    {
        KeyValuePair<string, string>[] identity =
        [
            new("Network", network is Network made ? SweepFingerprint.Of(made) : $"{{{network}}}"),
            new(nameof(Dataset), SweepFingerprint.Of(Dataset!)),
            new(nameof(Validation), Validation is null ? "none" : SweepFingerprint.Of(Validation)),
            .. request.Identity,
            new(nameof(Strategy), Strategy.ToString()),
            new(nameof(Count), TrialParameters.Text(Count)),
            new(nameof(Fold), TrialParameters.Text(Fold)),
            .. Strategy == SweepStrategy.Halving
                ? [new(nameof(MinEpoch), TrialParameters.Text(MinEpoch)), new(nameof(Factor), TrialParameters.Text(Factor))]
                : Array.Empty<KeyValuePair<string, string>>(),
        ];
        return TrialStore.Open(FilePaths.Literal(this, Path!), identity, Seed, RetryFailed && !IsWhatIf, shared: Cluster is not null && !IsWhatIf);
    }

    private object ResolvedNetwork() => Argument.Unwrap(Network) switch
    {
        Network network => network,
        ScriptBlock script => script,
        var other => throw new MLPoshException(
            ErrorId.OptionOutOfRange,
            $"-Network is {(other is null ? "null" : $"of type {other.GetType().Name}")}; it must be a network (New-Network) or a script block that makes one of a trial's parameters.",
            other),
    };

    private void CheckCombinations()
    {
        if (Best is < 1)
        {
            throw OutOfRange(nameof(Best), Best, "a whole number of 1 or above");
        }

        if (RetryFailed && Path is null)
        {
            throw OutOfRange(nameof(RetryFailed), "given", "left out without -Path, where the failed trials are");
        }

        if (Cluster is not null && Path is null)
        {
            throw OutOfRange(nameof(Cluster), Cluster, "left out without -Path, a folder that all machines of the cluster see");
        }

        if (ClusterOption is not null && Cluster is null)
        {
            throw OutOfRange(nameof(ClusterOption), "given", "left out without -Cluster");
        }

        if (Validation is not null && Fold is not null)
        {
            throw OutOfRange(nameof(Validation), "given", "left out with -Fold, which measures on its own folds");
        }

        foreach (string name in new[] { nameof(MinEpoch), nameof(Factor) })
        {
            if (IsGiven(name) && Strategy != SweepStrategy.Halving)
            {
                throw OutOfRange(name, "given", $"left out with the strategy {Strategy}");
            }
        }
    }

    private static MLPoshException OutOfRange(string name, object? value, string expected) => new(
        ErrorId.OptionOutOfRange, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {expected}."), value);
}
