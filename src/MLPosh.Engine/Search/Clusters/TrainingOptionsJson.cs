using System.Globalization;

namespace MLPosh;

/// <summary>
/// How to train, as JSON. Without what a sweep gives to all its trials: the samples to measure on, and who is told.
/// </summary>
internal static class TrainingOptionsJson
{
    public static string Write(TrainingOptions options)
    {
        var values = new List<KeyValuePair<string, object>>();
        Add(nameof(options.Method), options.Method.ToString());
        Add(nameof(options.Loss), options.Loss?.Name);
        Add(nameof(options.Optimizer), options.Optimizer.Name);
        AddSettings(nameof(options.Optimizer), options.Optimizer);
        Add(nameof(options.Schedule), options.Schedule?.Name);
        AddSettings(nameof(options.Schedule), options.Schedule);
        Add(nameof(options.GradientClip), options.GradientClip);
        Add(nameof(options.Epochs), options.Epochs);
        Add(nameof(options.BatchSize), options.BatchSize);
        Add(nameof(options.Shuffle), options.Shuffle);
        Add(nameof(options.Seed), options.Seed);
        Add(nameof(options.Patience), options.Patience);
        Add(nameof(options.MinDelta), options.MinDelta);
        Add(nameof(options.RestoreBest), options.RestoreBest);
        Add(nameof(options.MaxTime), options.MaxTime?.Ticks);
        Add(nameof(options.Regularization), options.Regularization);
        Add(nameof(options.SearchDeviation), options.SearchDeviation);
        Add(nameof(options.Device), options.Device.Name);
        Add(nameof(options.Precision), options.Precision?.ToString());
        Add(nameof(options.ThreadCount), options.ThreadCount);
        return ParameterJson.Write(new TrialParameters(values));

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                values.Add(new(name, value));
            }
        }

        void AddSettings(string name, object? thing)
        {
            foreach (var (setting, value) in thing is null ? [] : Settings.Values(thing))
            {
                Add($"{name}.{setting}", value);
            }
        }
    }

    /// <exception cref="MLPoshException">DeviceNotAvailable: this machine does not have the device.</exception>
    public static TrainingOptions Read(string json)
    {
        var values = ParameterJson.Read(json);
        return new TrainingOptions
        {
            Method = Enum.Parse<TrainingMethod>(Text(nameof(TrainingOptions.Method))!),
            Loss = Text(nameof(TrainingOptions.Loss)) is { } loss ? Loss.Find(loss) : null,
            Optimizer = Optimizer.Create(Text(nameof(TrainingOptions.Optimizer))!, SettingsOf(nameof(TrainingOptions.Optimizer))),
            Schedule = Text(nameof(TrainingOptions.Schedule)) is { } schedule
                ? Schedule.Create(schedule, SettingsOf(nameof(TrainingOptions.Schedule))) : null,
            GradientClip = (double?)values[nameof(TrainingOptions.GradientClip)],
            Epochs = (int)values[nameof(TrainingOptions.Epochs)]!,
            BatchSize = (int?)values[nameof(TrainingOptions.BatchSize)],
            Shuffle = (bool)values[nameof(TrainingOptions.Shuffle)]!,
            Seed = Long(nameof(TrainingOptions.Seed)),
            Patience = (int?)values[nameof(TrainingOptions.Patience)],
            MinDelta = (double)values[nameof(TrainingOptions.MinDelta)]!,
            RestoreBest = (bool)values[nameof(TrainingOptions.RestoreBest)]!,
            MaxTime = Long(nameof(TrainingOptions.MaxTime)) is { } ticks ? TimeSpan.FromTicks(ticks) : null,
            Regularization = (double?)values[nameof(TrainingOptions.Regularization)],
            SearchDeviation = (double?)values[nameof(TrainingOptions.SearchDeviation)],
            Device = ComputeDevice.Find(Text(nameof(TrainingOptions.Device))!),
            Precision = Text(nameof(TrainingOptions.Precision)) is { } precision ? Enum.Parse<Precision>(precision) : null,
            ThreadCount = (int?)values[nameof(TrainingOptions.ThreadCount)],
        };

        string? Text(string name) => (string?)values[name];

        long? Long(string name) => values[name] is { } number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : null;

        Dictionary<string, object> SettingsOf(string name) => values
            .Where(value => value.Key.StartsWith($"{name}.", StringComparison.Ordinal))
            .ToDictionary(value => value.Key[(name.Length + 1)..], value => value.Value);
    }
}
