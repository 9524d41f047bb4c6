namespace MLPosh;

/// <summary>
/// How the learning rate changes along a training: immutable settings, PyTorch's in formula and default. What one
/// training remembers is a <see cref="ScheduleState"/> of its own.
/// </summary>
/// <remarks>
/// Any schedule can begin after a linear warm-up of WarmupEpoch epochs, in which the rate goes from WarmupFactor times
/// the schedule's first rate up to it. Source: torch.optim.lr_scheduler.LinearLR and SequentialLR,
/// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
/// </remarks>
public abstract record Schedule
{
    private static readonly Catalog<Schedule> Known = new(
        "schedule",
        ErrorId.ScheduleNotRecognized,
        schedule => schedule.Name,
        [
            new ConstantSchedule(), new StepSchedule(), new ExponentialSchedule(), new CosineSchedule(),
            new OneCycleSchedule(), new ReduceOnPlateauSchedule(),
        ]);

    private protected Schedule()
    {
    }

    /// <summary>Each schedule with its defaults.</summary>
    public static IReadOnlyList<Schedule> Available => Known.Items;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate in epoch e (from 0, after the warm-up), lr being the optimizer's.</summary>
    public abstract string Equation { get; }

    /// <summary>All settings with their values.</summary>
    public string Setting => Settings.Describe(this);

    /// <summary>Epochs of warm-up; 0 or above, below the run's.</summary>
    public int WarmupEpoch
    {
        get;
        init => field = Option.AtLeast(0, value, nameof(WarmupEpoch));
    }

    /// <summary>What part of the first rate the warm-up begins with: above 0, at most 1.</summary>
    public double WarmupFactor
    {
        get;
        init => field = Option.Factor(value, nameof(WarmupFactor));
    }
    = 1.0 / 3;

    /// <summary>The schedule of this name, in any case, with its defaults.</summary>
    /// <exception cref="MLPoshException">ScheduleNotRecognized, listing the known ones.</exception>
    public static Schedule Find(string name) => Known.Find(name);

    /// <summary>The schedule of this name, in any case; settings left out have their defaults.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Values by the name of the property, such as Gamma, in any case.</param>
    /// <exception cref="MLPoshException">
    /// ScheduleNotRecognized, listing the known ones; OptionOutOfRange for a value, or a setting that it does not have.
    /// </exception>
    public static Schedule Create(string name, IReadOnlyDictionary<string, object> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var schedule = Find(name);
        return Settings.Apply(schedule with { }, schedule.Name, settings);
    }

    /// <summary>Name and settings.</summary>
    public sealed override string ToString() => $"{Name}: {Setting}";

    /// <summary>Refuses a run that is over before the schedule has done what it was told to.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange, with the setting and the number of epochs.</exception>
    internal void ThrowIfLongerThan(int epochs)
    {
        if (WarmupEpoch >= epochs)
        {
            throw Option.OutOfRange(nameof(WarmupEpoch), WarmupEpoch, $"below {epochs}, the number of epochs");
        }

        CheckLength(
            epochs - WarmupEpoch,
            WarmupEpoch == 0 ? "the number of epochs" : $"the number of epochs after {WarmupEpoch} of warm-up");
    }

    /// <summary>Begins a training.</summary>
    /// <param name="learningRate">The optimizer's.</param>
    /// <param name="epochs">How many there will be.</param>
    /// <param name="batches">Steps an epoch.</param>
    internal ScheduleState Start(double learningRate, int epochs, int batches)
    {
        var main = StartMain(learningRate, epochs - WarmupEpoch, batches);
        return WarmupEpoch == 0 ? main : new WarmupState(main, WarmupEpoch, WarmupFactor, batches);
    }

    /// <summary>Refuses a setting that needs more epochs than there are after the warm-up.</summary>
    /// <param name="epochs">How many there are.</param>
    /// <param name="meaning">What they are, for the message.</param>
    private protected virtual void CheckLength(int epochs, string meaning)
    {
    }

    /// <summary>Begins what comes after the warm-up.</summary>
    private protected abstract ScheduleState StartMain(double learningRate, int epochs, int batches);
}
