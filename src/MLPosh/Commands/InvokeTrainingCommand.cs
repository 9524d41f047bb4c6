using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Invoke-Training: trains a network in place and streams its epochs.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Training")]
[OutputType(typeof(TrainingEpoch))]
public sealed class InvokeTrainingCommand : DescentCommand
{
    [Parameter]
    [ValidateNotNull]
    public Dataset? Validation { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? LearningRate { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public object? Schedule { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int Epoch { get; set; } = 100;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Patience { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double MinDelta { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter RestoreBest { get; set; }

    [Parameter]
    public int Every { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? MaxTime { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TrainingMethod Method { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? Regularization { get; set; }

    protected override void Process()
    {
        TrainingMethods.ThrowUnlessTaken(Method, MyInvocation.BoundParameters.Keys.Except(CommonParameters));
        using var progress = new TrainingProgressBar(this, Epoch);
        var options = Options() with { Progress = progress.Show, Warn = WriteWarning };
        TrainingEpoch? last = null;

        // What the pipeline does with a record is not the training's time. Looking at the clock twice a record takes as long
        // as a tenth of a small network's epoch.
        var computing = IsVerbose ? Stopwatch.StartNew() : null;
        foreach (var epoch in Trainer.Run(Network!, Dataset!, options, StopToken))
        {
            computing?.Stop();
            WriteObject(epoch);
            last = epoch;
            computing?.Start();
        }

        progress.Dispose();
        if (computing is not null)
        {
            Tell(last!, options, computing.Elapsed);
        }

        if (last!.StopReason == StopReason.Diverged)
        {
            string advice = last.LearningRate is { } rate
                ? FormattableString.Invariant($"try a smaller learning rate than {rate}, or -Standardize for the data")
                : "try -Standardize for the data";
            WriteError(Errors.ToRecord(new MLPoshException(
                ErrorId.TrainingDiverged,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The training diverged in epoch {last.Epoch}: the loss is {last.Loss}. The network keeps its last finite parameters; {advice}."),
                Network)));
        }
    }

    /// <summary>What the parameters come to. A sweep reads a trial's values here too, where the cmdlet itself is not run.</summary>
    internal TrainingOptions Options() => new()
    {
        Loss = ResolvedLoss,
        Method = Method,
        Regularization = Regularization,
        SearchDeviation = Method == TrainingMethod.RandomSearch ? LearningRate : null,
        Optimizer = Method == TrainingMethod.GradientDescent
            ? OptimizerOption.Resolve(Optimizer, LearningRate, Momentum, WeightDecay)
            : new SGD(),
        Schedule = Argument.Named(Schedule, MLPosh.Schedule.Find),
        GradientClip = GradientClip,
        Epochs = Epoch,
        BatchSize = BatchSize,
        Shuffle = Shuffle,
        Seed = Seed,
        Validation = Validation,
        Patience = Patience,
        MinDelta = MinDelta,
        RestoreBest = RestoreBest,
        Every = Every,
        MaxTime = Argument.Time(MaxTime, nameof(MaxTime)),
        Device = ResolvedDevice,
        Precision = Method == TrainingMethod.NormalEquation ? MLPosh.Precision.Double : Precision,
        ThreadCount = ThreadCount,
    };

    private void Tell(TrainingEpoch last, TrainingOptions options, TimeSpan computing)
    {
        double perEpoch = computing.TotalMicroseconds / last.Epoch;
        WriteVerbose(string.Create(
            CultureInfo.InvariantCulture,
            $"Trained {last.Epoch} epochs of {Dataset!.Count} samples on {options.Device.Name} ({options.Device.Resolve(options.Precision)} precision) in {computing.TotalSeconds:F3} s of computing: {perEpoch:F2} µs an epoch, {Dataset.Count / perEpoch * 1e6:F0} samples a second. {last.StopReason}."));
    }
}
