namespace MLPosh;

/// <summary>
/// Multiplies the learning rate by Factor when the loss (of the validation, if there is one) has not got better by the
/// part Threshold for more than Patience epochs.
/// </summary>
/// <remarks>
/// Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html (mode min, threshold
/// relative).
/// </remarks>
public sealed record ReduceOnPlateauSchedule : Schedule
{
    // A change of the rate below this is none.
    private const double LeastChange = 1e-8;

    /// <inheritdoc/>
    public override string Name => "ReduceOnPlateau";

    /// <inheritdoc/>
    public override string Equation => "max(lr·Factor, min) after Patience + 1 epochs without a better loss";

    /// <summary>What the rate is multiplied by; above 0 and below 1.</summary>
    public double Factor
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw Option.OutOfRange(nameof(Factor), value, "a number above 0 and below 1");
    }
    = 0.1;

    /// <summary>How many epochs without a better loss are let pass; 0 or above.</summary>
    public int Patience
    {
        get;
        init => field = Option.AtLeast(0, value, nameof(Patience));
    }
    = 10;

    /// <summary>By what part of the best loss another must be lower to count as better; from 0 to below 1.</summary>
    public double Threshold
    {
        get;
        init => field = Option.Share(value, nameof(Threshold));
    }
    = 1e-4;

    /// <summary>Epochs after a change that do not count; 0 or above.</summary>
    public int Cooldown
    {
        get;
        init => field = Option.AtLeast(0, value, nameof(Cooldown));
    }

    /// <summary>The lowest rate; 0 or above.</summary>
    public double MinLearningRate
    {
        get;
        init => field = Option.NotNegative(value, nameof(MinLearningRate));
    }

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches) =>
        new State(this, learningRate);

    private sealed class State(ReduceOnPlateauSchedule settings, double learningRate) : ScheduleState
    {
        private double _rate = learningRate;
        private double _best = double.PositiveInfinity;
        private int _badEpochs;
        private int _cooldown;

        public override double Rate(int epoch, long step) => _rate;

        public override bool AsksForLosses => true;

        public override void EndEpoch(int epoch, double loss)
        {
            bool isBetter = loss < _best * (1 - settings.Threshold);
            if (isBetter)
            {
                _best = loss;
            }

            _badEpochs = isBetter || _cooldown > 0 ? 0 : _badEpochs + 1;
            _cooldown = Math.Max(0, _cooldown - 1);
            if (_badEpochs <= settings.Patience)
            {
                return;
            }

            double next = Math.Max(_rate * settings.Factor, settings.MinLearningRate);
            _rate = _rate - next > LeastChange ? next : _rate;
            _cooldown = settings.Cooldown;
            _badEpochs = 0;
        }
    }
}
