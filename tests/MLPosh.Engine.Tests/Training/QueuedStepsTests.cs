using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Training;

/// <summary>What a queue is given, and when it is waited for.</summary>
public class QueuedStepsTests
{
    private static readonly Dataset Data = Samples.Line(10);
    private static readonly TrainingOptions Options = new() { Validation = Samples.Line(4), BatchSize = 4, Epochs = 6, OnlyLast = true };

    [Fact]
    public void Validations_are_read_in_bulk_behind_the_steps_of_their_epochs()
    {
        var queue = new Queue(validates: true);
        var results = Run(queue, Options);
        Assert.Equal(string.Concat(Enumerable.Repeat("0+4 4+4 8+2 V ", 6)) + "read", queue.Log);

        // The queue counts what it is given: steps 1 2 3, validation 4 …
        Assert.Equal([4.0, 8, 12, 16, 20, 24], results.Select(result => result.Validation!.Value.Loss));
        Assert.Equal([40, 80, 120, 160, 200, 240], results.Select(result => result.Validation!.Value.Hits));
        Assert.Equal(((5 * 4.0) + (6 * 4) + (7 * 2)) / 10, results[1].Loss);
    }

    public static TheoryData<string, TrainingOptions> Seen => new()
    {
        { "patience", Options with { Patience = 3 } },
        { "best", Options with { RestoreBest = true } },
        { "plateau", Options with { Schedule = Schedule.Find("ReduceOnPlateau") } },
        { "records", Options with { OnlyLast = false } },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public void Who_decides_by_an_epoch_waits_for_it_once(string what, TrainingOptions options)
    {
        var queue = new Queue(validates: true);
        Run(queue, options);
        Assert.True(string.Concat(Enumerable.Repeat("0+4 4+4 8+2 V read ", 6)).TrimEnd() == queue.Log, $"{what}: {queue.Log}");
    }

    [Fact]
    public void Epochs_are_seen_where_the_queue_does_not_validate()
    {
        var queue = new Queue(validates: false);
        Assert.All(Run(queue, Options), result => Assert.Null(result.Validation));
        Assert.Equal(string.Concat(Enumerable.Repeat("0+4 4+4 8+2 read ", 6)).TrimEnd(), queue.Log);
    }

    [Fact]
    public void After_a_validation_that_is_not_finite_the_rate_is_that_of_its_epoch()
    {
        var queue = new Queue(validates: true) { NotFinite = 12 };
        using var plan = NewPlan();
        var options = Options with { Schedule = Schedule.Find("Exponential"), Optimizer = new SGD(1) };
        var descent = new Descent(plan, options, 3, new double[plan.ValueCount], CancellationToken.None);
        var steps = Steps(queue, options, descent);
        var rates = new List<double>();
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            Assert.Equal(epoch == 3, double.IsNaN(Run(steps, epoch).Validation!.Value.Loss));
            rates.Add(descent.LearningRate);
        }

        // Of the last epoch until then, which was queued with the others.
        Assert.Equal(Math.Pow(rates[0], 2.0 / 5), rates[2], 1e-12);
    }

    [Fact]
    public void An_epoch_that_time_ends_in_the_middle_has_a_validation()
    {
        var queue = new Queue(validates: true) { StepsAtOnce = 2 };
        using var plan = NewPlan();
        var options = Options with { MaxTime = TimeSpan.FromTicks(1) };
        var result = Run(Steps(queue, options, new Descent(plan, options, 3, new double[plan.ValueCount], CancellationToken.None)), 1);
        Assert.Equal("0+4 4+4 wait V read", queue.Log);
        Assert.Equal((StopReason.MaxTime, 8, 3.0), (result.StopReason!.Value, result.Samples, result.Validation!.Value.Loss));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 6)]
    public void Time_is_looked_at_where_no_wait_falls_due(bool onlyLast, int end)
    {
        var queue = new Queue(validates: true);
        var results = Run(queue, Options with { OnlyLast = onlyLast, MaxTime = TimeSpan.FromTicks(1) });
        Assert.DoesNotContain("wait", queue.Log, StringComparison.Ordinal);
        Assert.Equal(end - 1, results.FindIndex(result => result.StopReason == StopReason.MaxTime));
        Assert.Equal(10, results[end - 1].Samples);
    }

    private static List<Epoch> Run(Queue queue, TrainingOptions options)
    {
        using var plan = NewPlan();
        var steps = Steps(queue, options, new Descent(plan, options, 3, new double[plan.ValueCount], CancellationToken.None));
        return [.. Enumerable.Range(1, options.Epochs).Select(epoch => Run(steps, epoch))];
    }

    private static Epoch Run(QueuedSteps steps, int epoch)
    {
        var result = steps.Run(epoch, double.NaN);
        return new Epoch(result.Loss, result.Samples, result.StopReason, steps.Validates ? steps.Validation : null);
    }

    private static QueuedSteps Steps(Queue queue, TrainingOptions options, Descent descent) => new(
        queue, Data.Source, options.Validation!.Source, new Batches(10, 4, null), descent, options, new TrainingClock(options), 1, CancellationToken.None);

    private static Plan NewPlan()
    {
        var network = Samples.Network(1, "Linear(1)");
        var plan = ComputeDevice.Find("Cpu").CreatePlan(network.Record(Objective.Of(network, Data, Loss.Find("MSE"))), 10);
        plan.WriteParameters(network.Snapshot());
        plan.Load(Data.Source, NetworkEvaluation.Indices(0, 10));
        plan.Evaluate(withGradient: true);
        return plan;
    }

    private sealed record Epoch(double Loss, int Samples, StopReason? StopReason, (double Loss, int Hits)? Validation);

    /// <summary>Notes what it is given; each step and validation comes to its number.</summary>
    private sealed class Queue(bool validates) : IStepQueue
    {
        private readonly List<string> _log = [];
        private readonly List<double> _results = [];
        private int _count;

        public string Log => string.Join(' ', _log);

        public int NotFinite { get; init; }

        public int StepsAtOnce { get; init; } = int.MaxValue;

        public void Reserve(int steps)
        {
        }

        public bool TryTakeValidation(SampleSource source) => validates;

        public void SetOrder(SampleSource source, ReadOnlySpan<int> order)
        {
        }

        public void Shuffle(SampleSource source, long seed, uint epoch)
        {
        }

        public void QueueStep(int first, int count, TrainingStep step) => Add($"{first}+{count}");

        public void QueueValidation() => Add("V");

        public void Wait() => _log.Add("wait");

        public void Read(Span<double> losses, Span<int> hits)
        {
            _log.Add("read");
            Assert.Equal((_results.Count, _results.Count), (losses.Length, hits.Length));
            for (int i = 0; i < losses.Length; i++)
            {
                (losses[i], hits[i]) = (_results[i] == NotFinite ? double.NaN : _results[i], (int)_results[i] * 10);
            }

            _results.Clear();
        }

        private void Add(string what)
        {
            _log.Add(what);
            _results.Add(++_count);
        }
    }
}
