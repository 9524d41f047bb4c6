using System.Collections;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Makes of a trial's parameters what it trains: they mean what they mean to Invoke-Training and New-Network.</summary>
/// <param name="network">A network, or a script block that makes one.</param>
/// <param name="dataset">The samples.</param>
/// <param name="device">The device of trials that name none; null for the CPU.</param>
/// <param name="columns">The names that every result shows.</param>
internal sealed class TrialFactory(object network, Dataset dataset, ComputeDevice? device, IReadOnlyList<string> columns)
{
    private const string Seed = nameof(InvokeTrainingCommand.Seed);

    /// <summary>What a trial trains; called on the pipeline's thread, which is the one that scripts run on.</summary>
    /// <exception cref="TrialSetupException">The parameters do not go together, or the script block threw.</exception>
    /// <exception cref="MLPoshException">OptionOutOfRange for a script block that gives no network: it never will.</exception>
    public TrialSetup Make(Trial trial)
    {
        using var training = new InvokeTrainingCommand { Device = device };
        using var structure = new NewNetworkCommand();
        var shown = trial.Parameters;
        Network? made;
        try
        {
            Set(trial.Parameters, training, structure);
            TrainingMethods.ThrowUnlessTaken(
                training.Method,
                trial.Parameters.Select(value => value.Key).Where(name => SweepParameter.Find(name) is { IsOfNetwork: false }));
            made = NetworkOf(trial, structure);
            if (made is not null)
            {
                var options = training.Options();
                shown = Shown(trial.Parameters, training, structure, made, options);
                return new TrialSetup(made, options with { Seed = options.Seed ?? trial.Seed }, shown);
            }
        }
        catch (Exception error) when (error is MLPoshException or RuntimeException)
        {
            throw new TrialSetupException(shown, error);
        }

        throw new MLPoshException(
            ErrorId.OptionOutOfRange,
            $"The script block of -Network gave no network for {trial}; it must end with one (New-Network …).",
            network);
    }

    /// <summary>Throws for a value that is wrong whatever the others are.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange, OptimizerNotRecognized …</exception>
    public static void Check(string name, object value)
    {
        if (SweepParameter.Find(name) is not { } parameter)
        {
            return;
        }

        using var training = new InvokeTrainingCommand();
        using var structure = new NewNetworkCommand();
        parameter.Set(parameter.IsOfNetwork ? structure : training, value);
        if (parameter.IsOfNetwork)
        {
            _ = structure.KindOptions();
            if (parameter.Name == nameof(structure.Kind))
            {
                _ = NetworkKinds.Cells(structure.Kind);
            }
        }
        else
        {
            _ = training.Options();
        }
    }

    private static void Set(TrialParameters parameters, InvokeTrainingCommand training, NewNetworkCommand structure)
    {
        foreach (var (name, value) in parameters)
        {
            if (SweepParameter.Find(name) is { } parameter)
            {
                parameter.Set(parameter.IsOfNetwork ? structure : training, value);
            }
        }
    }

    private Network? NetworkOf(Trial trial, NewNetworkCommand structure)
    {
        long? seed = trial.Parameters[Seed] is { } number ? LanguagePrimitives.ConvertTo<long>(number) : null;
        if (network is ScriptBlock script)
        {
            return Run(script, trial);
        }

        var given = (Network)network;
        bool varies = trial.Parameters.Any(value => SweepParameter.Find(value.Key) is { IsOfNetwork: true });
        string? kind = structure.Kind.Length > 0 ? structure.Kind : null;
        return varies ? given.Vary(structure.KindOptions(), kind, seed)
            : seed is { } fresh ? given.Copy(fresh)
            : given.Copy();
    }

    /// <summary>The network that the script block makes; it finds the parameters in $_, and as its first argument.</summary>
    private static Network? Run(ScriptBlock script, Trial trial)
    {
        var values = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in trial.Parameters)
        {
            values[name] = value;
        }

        return script.InvokeWithContext(null, [new PSVariable("_", values)], values)
            .Select(Argument.Unwrap).OfType<Network>().LastOrDefault();
    }

    /// <summary>The parameters under the names that all trials show: where this one was given none, what it uses.</summary>
    private TrialParameters Shown(
        TrialParameters given, InvokeTrainingCommand training, NewNetworkCommand structure, Network made, TrainingOptions options)
    {
        var values = new List<KeyValuePair<string, object>>();
        foreach (string name in columns)
        {
            object? value = given[name] ?? (SweepParameter.Find(name) is { } parameter
                ? parameter.IsOfNetwork ? Used(parameter, structure, made) : Used(parameter, training, options)
                : null);
            if (value is not null)
            {
                values.Add(new(name, value));
            }
        }

        return new TrialParameters(values);
    }

    private static string? Used(SweepParameter parameter, NewNetworkCommand structure, Network made) =>
        parameter.Name == nameof(structure.Kind) ? made.Kind : null;

    private object? Used(SweepParameter parameter, InvokeTrainingCommand training, TrainingOptions options) => parameter.Name switch
    {
        nameof(training.LearningRate) => options.Method == TrainingMethod.RandomSearch
            ? options.SearchDeviation : options.Optimizer.LearningRate,
        nameof(training.Momentum) or nameof(training.WeightDecay) =>
            options.Optimizer.GetType().GetProperty(parameter.Name)?.GetValue(options.Optimizer),
        nameof(training.Optimizer) => options.Optimizer.Name,
        nameof(training.BatchSize) => dataset.Count,
        nameof(training.Precision) => options.Device.Resolve(options.Precision),
        nameof(training.Device) => options.Device.Name,
        nameof(training.Schedule) => options.Schedule?.Name ?? nameof(ConstantSchedule).Replace("Schedule", "", StringComparison.Ordinal),
        _ => parameter.Get(training),
    };
}
