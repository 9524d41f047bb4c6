using MLPosh.Devices;

namespace MLPosh;

/// <summary>How to train. All have defaults; <see cref="Trainer"/> checks them against the data.</summary>
public sealed record TrainingOptions
{
    /// <summary>How to look for the minimum.</summary>
    public TrainingMethod Method { get; init; }

    /// <summary>
    /// What to make small; null for the default of the targets: MSE for numbers, CrossEntropy for classes with an output
    /// each (NegativeLogLikelihood after LogSoftmax), BinaryCrossEntropy for two classes with one output,
    /// Perceptron for classes where the network ends with Step or Sign.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>How parameters follow their gradient.</summary>
    public Optimizer Optimizer { get; init; } = new SGD();

    /// <summary>How the learning rate changes along the run; null to keep the optimizer's.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The largest gradient norm, over all parameters: a longer gradient is scaled down to it; null for none.</summary>
    public double? GradientClip
    {
        get;
        init => field = value is { } norm ? Option.Positive(norm, nameof(GradientClip)) : null;
    }

    /// <summary>Times that all samples are gone through, at least 1.</summary>
    public int Epochs
    {
        get;
        init => field = Option.AtLeast(1, value, "Epoch");
    }
    = 100;

    /// <summary>Samples a step, at most as many as there are; null for all.</summary>
    public int? BatchSize
    {
        get;
        init => field = value is { } size ? Option.AtLeast(1, size, nameof(BatchSize)) : null;
    }

    /// <summary>Whether each epoch goes through the samples in a new order. Without effect on full batches.</summary>
    public bool Shuffle { get; init; }

    /// <summary>For the order of the samples; null for a fresh one, which the records show.</summary>
    public long? Seed { get; init; }

    /// <summary>Samples to measure the loss on after each epoch.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Stop after this many epochs without a better loss (of the validation, if there is one); null for never.</summary>
    public int? Patience
    {
        get;
        init => field = value is { } epochs ? Option.AtLeast(1, epochs, nameof(Patience)) : null;
    }

    /// <summary>By how much a loss must be below the best one to count as better for <see cref="Patience"/>.</summary>
    public double MinDelta
    {
        get;
        init => field = Option.NotNegative(value, nameof(MinDelta));
    }

    /// <summary>Whether the network ends with the parameters of the best loss instead of the last ones.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>Give epochs 1, n + 1, 2n + 1 … and the last.</summary>
    public int Every
    {
        get;
        init => field = Option.AtLeast(1, value, nameof(Every));
    }
    = 1;

    /// <summary>Stop after this time; null for never.</summary>
    public TimeSpan? MaxTime
    {
        get;
        init => field = value is { } time && time <= TimeSpan.Zero
            ? throw Option.OutOfRange(nameof(MaxTime), time, "a time above 0")
            : value;
    }

    /// <summary>
    /// NormalEquation: the ridge penalty. It makes Σ (prediction - target)² + Regularization * Σ weight² small, both sums
    /// (not means) over all samples, targets and weights, the bias not among them: scikit-learn's Ridge(alpha). Null for none.
    /// </summary>
    public double? Regularization
    {
        get;
        init => field = value is { } penalty ? Option.NotNegative(penalty, nameof(Regularization)) : null;
    }

    /// <summary>RandomSearch: standard deviation of the moves, Invoke-Training's -LearningRate; null for 0.1.</summary>
    public double? SearchDeviation
    {
        get;
        init => field = value is { } deviation ? Option.Positive(deviation, nameof(SGD.LearningRate)) : null;
    }

    /// <summary>Where to compute.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Default;

    /// <summary>What to compute in; null for the device's default (CPU: single).</summary>
    public Precision? Precision { get; init; }

    /// <summary>Threads to compute with; null for as many as the work is worth. The results are the same for any number.</summary>
    public int? ThreadCount
    {
        get;
        init => field = value is { } threads ? Option.AtLeast(1, threads, nameof(ThreadCount)) : null;
    }

    /// <summary>Told, before the first epoch, what is likely a mistake though it can be trained.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>End after this epoch, though schedules go by <see cref="Epochs"/>: a rung of successive halving; null for all.</summary>
    internal int? StopAfter { get; init; }

    /// <summary>The cores that it may use now, where trainings share them and <see cref="ThreadCount"/> is null; null for all.</summary>
    internal CorePart? Cores { get; init; }

    /// <summary>Told the learning rate and the loss of each step after it; what gives false ends the training there.</summary>
    internal Func<double, double, bool>? AfterStep { get; init; }

    /// <summary>Give the last epoch alone, whatever <see cref="Every"/> says.</summary>
    internal bool OnlyLast { get; init; }

    /// <summary>Told the loss and that of the validation of each epoch, also of those that no record is given of.</summary>
    internal Action<double, double?>? AfterEpoch { get; init; }

    /// <summary>The first epoch from this one on that a record is given of, if the training does not end before.</summary>
    internal int NextReported(int epoch)
    {
        int after = (epoch - 1) % Every;
        long next = OnlyLast ? LastEpoch : after == 0 ? epoch : epoch + (long)(Every - after);
        return (int)Math.Min(next, LastEpoch);
    }

    /// <summary>Binds a recording to the device.</summary>
    /// <param name="recording">What to run.</param>
    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="token">Stops, also while a GPU's kernels are compiled.</param>
    /// <param name="precision">Null for what these options say.</param>
    internal Plan CreatePlan(Recording recording, int capacity, CancellationToken token, Precision? precision = null) =>
        Device.CreatePlan(recording, capacity, precision ?? Precision, ThreadCount, ThreadCount is null ? Cores : null, token);

    internal int LastEpoch => Math.Min(StopAfter ?? Epochs, Epochs);

    /// <summary>Called now and then on the training's own thread, at most about five times a second.</summary>
    public Action<TrainingProgress>? Progress { get; init; }
}

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch it is in, from 1.</param>
/// <param name="Epochs">How many it was asked for.</param>
/// <param name="Loss">The last finished epoch's mean loss; NaN in the first.</param>
/// <param name="Elapsed">Time since it began.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double Loss, TimeSpan Elapsed);
