using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Samples for training and measuring: immutable, in memory, sample-major (all features of a sample lie together).
/// Built by the builders, generators and readers beside this file.
/// </summary>
/// <remarks>Not enumerable on purpose: a PowerShell pipeline would take it apart.</remarks>
public sealed class Dataset
{
    private readonly double[] _x;
    private readonly double[] _y;

    internal Dataset(
        double[] x,
        double[] y,
        int count,
        IReadOnlyList<int> inputShape,
        IReadOnlyList<string> featureNames,
        IReadOnlyList<string> targetNames,
        IReadOnlyList<string>? classes = null,
        IReadOnlyList<double>? featureMean = null,
        IReadOnlyList<double>? featureScale = null)
    {
        _x = x;
        _y = y;
        Count = count;
        InputShape = inputShape;
        InputSize = inputShape.Aggregate(1, (product, size) => product * size);
        FeatureNames = featureNames;
        TargetNames = targetNames;
        Classes = classes;
        FeatureMean = featureMean;
        FeatureScale = featureScale;
        X = Array.AsReadOnly(x);
        Y = Array.AsReadOnly(y);
    }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Shape of one sample: [features], or [time, features], or [channels, height, width].</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>Numbers in one sample: the product of <see cref="InputShape"/>.</summary>
    public int InputSize { get; }

    /// <summary>Numbers of one target row; 1 for classes, whose row is the class's index.</summary>
    public int TargetSize => TargetNames.Count;

    /// <summary>Names of the features: one a channel for images, else one for each number of the last dimension.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The class labels, sorted ordinally, when the target is a class; otherwise null.</summary>
    public IReadOnlyList<string>? Classes { get; }

    /// <summary>What -Standardize subtracted from each feature; null without it.</summary>
    public IReadOnlyList<double>? FeatureMean { get; }

    /// <summary>What -Standardize divided each feature by; null without it.</summary>
    public IReadOnlyList<double>? FeatureScale { get; }

    /// <summary>All features, sample after sample: Count * InputSize numbers.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>All targets, sample after sample: Count * TargetSize numbers.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The same samples as devices read them, without a copy.</summary>
    internal SampleSource Source => new(_x, InputSize, _y, TargetSize, Count);

    /// <summary>The same, with the targets as an objective needs them.</summary>
    internal SampleSource SourceFor(Objective objective) => Source with { Encoding = objective.Encoding };

    /// <summary>The same samples with their features as targets, without a copy.</summary>
    internal Dataset WithInputAsTarget()
    {
        var names = FeatureNames.Count == InputSize ? FeatureNames : [.. Enumerable.Range(1, InputSize).Select(i => $"x{i}")];
        return new Dataset(_x, _x, Count, InputShape, FeatureNames, names, classes: null, FeatureMean, FeatureScale);
    }

    /// <summary>The samples at these indices, in this order, as a dataset of their own.</summary>
    internal Dataset Take(ReadOnlySpan<int> indices)
    {
        var x = new double[(long)indices.Length * InputSize];
        var y = new double[(long)indices.Length * TargetSize];
        for (int i = 0; i < indices.Length; i++)
        {
            _x.AsSpan(indices[i] * InputSize, InputSize).CopyTo(x.AsSpan(i * InputSize));
            _y.AsSpan(indices[i] * TargetSize, TargetSize).CopyTo(y.AsSpan(i * TargetSize));
        }

        return new Dataset(
            x, y, indices.Length, InputShape, FeatureNames, TargetNames, Classes, FeatureMean, FeatureScale);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Dataset: {Count} samples, {string.Join('x', InputShape)} -> {string.Join(',', TargetNames)}";
}
