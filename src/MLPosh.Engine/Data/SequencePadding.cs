using System.Collections;

namespace MLPosh;

/// <summary>
/// Sequences of different length as one array [sample, time, feature]. Zeros fill the shorter ones in front, so that all
/// of them end at the last time step, whose state is what a recurrent layer passes on.
/// </summary>
internal sealed class SequencePadding
{
    private readonly List<NumericArray> _sequences;

    private SequencePadding(List<NumericArray> sequences) => _sequences = sequences;

    private int Features => FeaturesOf(_sequences[0]);

    /// <summary>Makes a dataset without targets.</summary>
    /// <param name="x">Sequences, each a list of time steps or [time, feature]; a plain list of numbers has one feature.</param>
    /// <param name="names">Gives the features' names, told how many they are.</param>
    /// <param name="standardize">Whether to shift and scale features; the zeros that fill have no part in that.</param>
    /// <exception cref="MLPoshException">DatasetShapeMismatch, DatasetValueInvalid, DatasetEmpty, OptionOutOfRange.</exception>
    public static Dataset Read(object? x, Func<int, IReadOnlyList<string>> names, bool standardize)
    {
        var sequences = new SequencePadding([.. Items(x).Select(ReadOne)]);
        if (sequences._sequences.Count == 0)
        {
            throw new MLPoshException(ErrorId.DatasetEmpty, "X is empty; a dataset needs at least one sequence.", "X");
        }

        sequences.CheckFeatures();
        var steps = sequences.Steps(names(sequences.Features));
        return sequences.Padded(standardize ? Standardization.Apply(steps) : steps);
    }

    private static IEnumerable<object?> Items(object? x) => x switch
    {
        Array { Rank: 2 } numbers => Enumerable.Range(0, numbers.GetLength(0)).Select(s =>
            Enumerable.Range(0, numbers.GetLength(1)).Select(t => numbers.GetValue(s, t)).ToList()),
        Array { Rank: 3 } numbers => Enumerable.Range(0, numbers.GetLength(0)).Select(s =>
            Enumerable.Range(0, numbers.GetLength(1)).Select(t =>
                Enumerable.Range(0, numbers.GetLength(2)).Select(f => numbers.GetValue(s, t, f)).ToList()).ToList()),
        Array { Rank: > 3 } numbers => throw Mismatch($"X has {numbers.Rank} dimensions"),
        _ when NumericArray.IsList(x) => ((IEnumerable)x!).Cast<object?>(),
        _ => throw Mismatch("X is no list"),
    };

    private static NumericArray ReadOne(object? sequence, int index)
    {
        var numbers = NumericArray.Read(
            sequence, NameOf(index), ErrorId.DatasetShapeMismatch, ErrorId.DatasetValueInvalid);
        return numbers.Shape.Contains(0)
            ? throw new MLPoshException(
                ErrorId.DatasetEmpty, $"{NameOf(index)} is empty; it needs at least one time step.", "X")
            : numbers.Shape.Count is 1 or 2 ? numbers : throw Mismatch($"{NameOf(index)} is none");
    }

    private static string NameOf(int index) => FormattableString.Invariant($"Sequence {index + 1} of X");

    private static int FeaturesOf(NumericArray sequence) => sequence.Shape.Count == 1 ? 1 : sequence.Shape[1];

    private static MLPoshException Mismatch(string what) => new(
        ErrorId.DatasetShapeMismatch,
        $"{what}. With Pad, X is a list of sequences, each a list of time steps: numbers, or lists of features.",
        "X");

    private void CheckFeatures()
    {
        int other = _sequences.FindIndex(sequence => FeaturesOf(sequence) != Features);
        if (other >= 0)
        {
            throw Mismatch(
                $"{NameOf(other)} has {FeaturesOf(_sequences[other])} feature(s) a time step, the ones before it {Features}");
        }
    }

    /// <summary>All time steps, one a sample.</summary>
    private Dataset Steps(IReadOnlyList<string> names)
    {
        double[] x = [.. _sequences.SelectMany(sequence => sequence.Values)];
        return new Dataset(x, [], x.Length / Features, [Features], names, []);
    }

    private Dataset Padded(Dataset steps)
    {
        int longest = _sequences.Max(sequence => sequence.Shape[0]), width = longest * Features;
        var x = new double[(long)_sequences.Count * width];
        var source = steps.Source.X.Span;
        int start = 0;
        for (int i = 0; i < _sequences.Count; i++)
        {
            int count = _sequences[i].Values.Count;
            source.Slice(start, count).CopyTo(x.AsSpan(((i + 1) * width) - count));
            start += count;
        }

        return new Dataset(
            x, [], _sequences.Count, [longest, Features], steps.FeatureNames, [], null, steps.FeatureMean, steps.FeatureScale);
    }
}
