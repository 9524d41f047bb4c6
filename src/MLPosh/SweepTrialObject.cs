using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>
/// Makes a sweep's trials flat for the pipeline: parameters become properties beside the results, so that
/// Sort-Object, Group-Object LearningRate and Export-Csv need no help. All objects of one maker have the same columns.
/// </summary>
/// <param name="parameters">Names of all parameters that trials of the sweep have, in the order of their columns.</param>
/// <param name="shown">Those of them that a table shows: what the sweep varies.</param>
/// <param name="hasAccuracy">Whether its targets are classes.</param>
internal sealed class SweepTrialObject(IEnumerable<string> parameters, IEnumerable<string> shown, bool hasAccuracy)
{
    public const string TypeName = "MLPosh.SweepTrial";

    private const string DisplayedSet = "DefaultDisplayPropertySet";
    private const string StandardMembers = "PSStandardMembers";

    /// <summary>
    /// What a trial has beside its parameters. No parameter can be named so: Seed and Device are the ones that it trained
    /// with, and a network's script block must not ask for another of the names.
    /// </summary>
    public static readonly IReadOnlyList<string> Results =
    [
        "Trial", "State", "FinalLoss", "BestLoss", "BestEpoch", "Accuracy", "Epochs", "Duration", "Seed", "Error", "Device",
        "History",
    ];

    private readonly string[] _parameters = [.. parameters.Where(IsParameter)];
    private readonly string[] _displayed = ["Trial", "State", .. shown.Where(IsParameter), "FinalLoss", "BestLoss", "BestEpoch", "Epochs", "Duration"];

    /// <summary>The maker for a sweep that is known by its trials alone: what differs among them is shown.</summary>
    public static SweepTrialObject For(IReadOnlyList<SweepTrial> trials)
    {
        var values = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in trials.SelectMany(trial => trial.Parameters))
        {
            if (!values.TryGetValue(name, out var texts))
            {
                values[name] = texts = new HashSet<string>(StringComparer.Ordinal);
            }

            texts.Add(TrialParameters.Text(value));
        }

        string[] varied = [.. values.Where(entry => entry.Value.Count > 1).Select(entry => entry.Key)];
        return new SweepTrialObject(
            values.Keys, varied.Length > 0 ? varied : values.Keys, trials.Any(trial => trial.Accuracy is not null));
    }

    /// <summary>The names of the parameters that a table shows of a trial, in order.</summary>
    public static IEnumerable<string> ShownParameters(PSObject trial) =>
        trial.Members[StandardMembers] is PSMemberSet set && set.Members[DisplayedSet] is PSPropertySet displayed
            ? displayed.ReferencedPropertyNames.Where(IsParameter)
            : [];

    /// <summary>A trial as a flat object.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="withHistory">Whether a property History holds its losses, epoch by epoch.</param>
    public PSObject Make(SweepTrial trial, bool withHistory = false)
    {
        var made = new PSObject();
        made.TypeNames.Insert(0, TypeName);
        void Add(string name, object? value) => made.Properties.Add(new PSNoteProperty(name, value), preValidated: true);

        Add("Trial", trial.Trial);
        Add("State", trial.State);
        foreach (string name in _parameters)
        {
            Add(name, trial.Parameters[name]);
        }

        Add("FinalLoss", trial.FinalLoss);
        Add("BestLoss", trial.BestLoss);
        Add("BestEpoch", trial.BestEpoch);
        if (hasAccuracy)
        {
            Add("Accuracy", trial.Accuracy);
        }

        Add("Epochs", trial.Epochs);
        Add("Duration", trial.Duration);
        Add("Seed", trial.Seed);
        Add("Error", trial.Error);
        Add("Device", trial.Device);
        if (withHistory)
        {
            Add("History", trial.GetHistory());
        }

        made.Members.Add(new PSMemberSet(StandardMembers, [new PSPropertySet(DisplayedSet, _displayed)]), preValidated: true);
        return made;
    }

    private static bool IsParameter(string name) => !Results.Contains(name, StringComparer.OrdinalIgnoreCase);
}
