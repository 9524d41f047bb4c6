using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>One way to train on most of a dataset and test on the rest.</summary>
/// <param name="Fold">Number of the fold, from 1.</param>
/// <param name="Train">The samples to train on.</param>
/// <param name="Test">The others, that no other fold tests on.</param>
public sealed record DatasetFold(int Fold, Dataset Train, Dataset Test);

/// <summary>Cuts datasets into parts of randomly chosen samples. The same seed gives the same parts.</summary>
public static class DatasetSplitter
{
    private const double Rounding = 1e-9;

    /// <summary>Cuts a dataset into one part a fraction.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="fractions">Each above 0, together at most 1; a single one gives that part and the rest.</param>
    /// <param name="seed">For the choice.</param>
    /// <param name="stratify">Whether each part has about as much of each class as the whole.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange; DatasetEmpty for a part without samples.</exception>
    public static IReadOnlyList<Dataset> Split(Dataset dataset, IReadOnlyList<double> fractions, long seed, bool stratify = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(fractions);
        if (fractions.Count == 0 || fractions.Any(fraction => !(fraction > 0)) || fractions.Sum() > 1 + Rounding)
        {
            throw Option.OutOfRange(
                "Fraction",
                string.Join(", ", fractions.Select(fraction => fraction.ToString(CultureInfo.InvariantCulture))),
                "numbers above 0 that add up to at most 1");
        }

        double[] shares = fractions.Count == 1 && fractions[0] < 1 ? [fractions[0], 1 - fractions[0]] : [.. fractions];
        int[] order = Shuffled(dataset, seed);
        int[] partOf = [.. Enumerable.Repeat(-1, dataset.Count)];
        foreach (int[] group in Groups(dataset, order, stratify))
        {
            int start = 0;
            int[] sizes = Sizes(group.Length, shares);
            for (int part = 0; part < shares.Length; part++)
            {
                foreach (int sample in group.AsSpan(start, sizes[part]))
                {
                    partOf[sample] = part;
                }

                start += sizes[part];
            }
        }

        // In the shuffled order, so that a stratified part does not hold one class after the other.
        int[][] parts = [.. shares.Select((_, part) => order.Where(sample => partOf[sample] == part).ToArray())];
        for (int part = 0; part < parts.Length; part++)
        {
            if (parts[part].Length == 0)
            {
                throw new MLPoshException(
                    ErrorId.DatasetEmpty,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Part {part + 1} of {parts.Length} (fraction {shares[part]}) of {dataset.Count} sample(s) has none."),
                    dataset);
            }
        }

        return [.. parts.Select(part => dataset.Take(part))];
    }

    /// <summary>Cuts a dataset for cross-validation: each sample is tested on in one fold and trained on in the others.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="folds">From 2 to the number of samples.</param>
    /// <param name="seed">For the choice.</param>
    /// <param name="stratify">Whether each fold has about as much of each class as the whole.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public static IReadOnlyList<DatasetFold> Fold(Dataset dataset, int folds, long seed, bool stratify = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (folds < 2 || folds > dataset.Count)
        {
            throw Option.OutOfRange("Fold", folds, $"from 2 to {dataset.Count}, the number of samples");
        }

        // Dealt out like cards, going on from one class to the next, so that folds differ by one sample at most.
        int[] order = Shuffled(dataset, seed);
        var foldOf = new int[dataset.Count];
        int dealt = 0;
        foreach (int sample in Groups(dataset, order, stratify).SelectMany(group => group))
        {
            foldOf[sample] = dealt++ % folds;
        }

        return [.. Enumerable.Range(0, folds).Select(fold => new DatasetFold(
            fold + 1,
            dataset.Take([.. order.Where(sample => foldOf[sample] != fold)]),
            dataset.Take([.. order.Where(sample => foldOf[sample] == fold)])))];
    }

    private static int[] Shuffled(Dataset dataset, long seed)
    {
        int[] order = [.. Enumerable.Range(0, dataset.Count)];
        Philox.Shuffle(seed, RandomStream.Split, 0, order);
        return order;
    }

    /// <summary>The samples in one group or, stratified, in one a class.</summary>
    private static IEnumerable<int[]> Groups(Dataset dataset, int[] order, bool stratify)
    {
        if (stratify && dataset.Classes is null)
        {
            throw Option.OutOfRange(
                "Stratify", "given", $"left out: the target {dataset.TargetNames[0]} is a number, not a class");
        }

        return stratify
            ? order.GroupBy(sample => dataset.Y[sample]).OrderBy(group => group.Key).Select(group => group.ToArray())
            : [order];
    }

    /// <summary>Whole sizes nearest to the shares: what rounding down leaves goes to the largest remainders.</summary>
    private static int[] Sizes(int count, double[] shares)
    {
        int[] sizes = [.. shares.Select(share => (int)Math.Floor((count * share) + Rounding))];
        int left = (int)Math.Round(count * Math.Min(shares.Sum(), 1)) - sizes.Sum();
        foreach (int part in Enumerable.Range(0, shares.Length).OrderByDescending(part => (count * shares[part]) - sizes[part]))
        {
            if (left-- > 0)
            {
                sizes[part]++;
            }
        }

        return sizes;
    }
}
