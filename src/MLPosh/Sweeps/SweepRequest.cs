using System.Collections;
using System.Globalization;

namespace MLPosh.Commands;

/// <summary>What the parameters of Invoke-Sweep come to: the spaces of -Parameter, the trials, the columns of the results.</summary>
internal sealed class SweepRequest
{
    private const string Epoch = nameof(InvokeTrainingCommand.Epoch);
    private const string LearningRate = nameof(InvokeTrainingCommand.LearningRate);
    private const string Method = nameof(InvokeTrainingCommand.Method);

    /// <param name="parameters">One table of values by name, or several as a union.</param>
    /// <param name="takesAny">Whether names are allowed that no cmdlet has: a script block makes of them what it likes.</param>
    /// <exception cref="MLPoshException">SweepParameterNotRecognized; OptionOutOfRange, OptimizerNotRecognized … for a value.</exception>
    public SweepRequest(IReadOnlyList<IDictionary> parameters, bool takesAny)
    {
        Spaces = [.. parameters.Select(table => SpaceOf(table, takesAny))];
        var names = Spaces.SelectMany(space => space.Ranges).Select(range => range.Key).Distinct();

        // What every training has, so that a result can be piped to Invoke-Training; one that solves has neither.
        bool solves = Spaces.SelectMany(space => space.Ranges)
            .Any(range => range.Key == Method && Values(range.Value).Any(value => Text(value) == nameof(TrainingMethod.NormalEquation)));
        Columns = [.. names.Concat(solves ? [] : [LearningRate, Epoch]).Distinct().Order(StringComparer.Ordinal)];
        Varied =
        [
            .. Spaces.SelectMany(space => space.Ranges).GroupBy(range => range.Key)
                .Where(group => group.Count() < Spaces.Count || group.Any(range => range.Value.Values is not { Count: 1 })
                    || group.Select(range => range.Value.ToString()).Distinct().Count() > 1)
                .Select(group => group.Key).Order(StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<SearchSpace> Spaces { get; }

    /// <summary>The parameters that every result shows.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Those of them that differ between trials.</summary>
    public IReadOnlyList<string> Varied { get; }

    /// <summary>The most epochs that a trial may have.</summary>
    public int MaxEpoch => Spaces.Max(space => space.Ranges.Where(range => range.Key == Epoch)
        .Select(range => Values(range.Value).Max(value => Convert.ToInt32(Argument.Unwrap(value), CultureInfo.InvariantCulture)))
        .DefaultIfEmpty(new TrainingOptions().Epochs).Max());

    /// <summary>What makes this sweep another, name by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Identity => Spaces.SelectMany((space, i) => space.Ranges.Select(
        range => KeyValuePair.Create(Spaces.Count == 1 ? range.Key : $"{range.Key} ({i + 1})", range.Value.ToString())));

    private static SearchSpace SpaceOf(IDictionary table, bool takesAny)
    {
        var ranges = new Dictionary<string, SearchRange>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            string name = NameOf(Text(entry.Key), takesAny);
            var range = SearchRange.Of(name, Argument.Plain(entry.Value) ?? throw Empty(name));
            foreach (object value in Values(range))
            {
                TrialFactory.Check(name, value);
            }

            if (!ranges.TryAdd(name, range))
            {
                throw new MLPoshException(
                    ErrorId.SweepParameterNotRecognized, $"The sweep's parameter '{name}' is given twice.", name);
            }
        }

        return ranges.Count > 0 ? new SearchSpace(ranges) : throw Empty("Parameter");
    }

    private static string NameOf(string name, bool takesAny)
    {
        if (SweepParameter.Find(name) is { } known)
        {
            return known.Name;
        }

        if (takesAny)
        {
            return !SweepTrialObject.Results.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : throw new MLPoshException(
                ErrorId.SweepParameterNotRecognized,
                $"A sweep's parameter cannot be called '{name}': its results have a property of that name.",
                name);
        }

        string[] names = [.. SweepParameter.All.Select(parameter => parameter.Name)];
        string meant = NameDistance.Nearest(name, names) is { } near ? $" Did you mean {near}?" : "";
        throw new MLPoshException(
            ErrorId.SweepParameterNotRecognized,
            $"Neither Invoke-Training nor New-Network has a parameter '{name}' that a sweep can vary.{meant} There are: "
            + $"{string.Join(", ", names)}. A script block as -Network takes any name.",
            name);
    }

    /// <summary>The values to check: of a distribution its ends.</summary>
    private static IEnumerable<object> Values(SearchRange range) => range switch
    {
        Integer integer => [integer.Minimum, integer.Maximum],
        Uniform uniform => [uniform.Minimum, uniform.Maximum],
        LogUniform uniform => [uniform.Minimum, uniform.Maximum],
        _ => range.Values!,
    };

    private static string Text(object? value) => TrialParameters.Text(Argument.Unwrap(value));

    private static MLPoshException Empty(string name) => new(
        ErrorId.OptionOutOfRange, $"{name} has no values; give one, several, or a distribution such as 'LogUniform(1e-4, 1)'.", name);
}
