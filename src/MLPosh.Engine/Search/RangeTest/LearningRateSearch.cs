namespace MLPosh;

/// <summary>What a learning rate range test came to. Immutable; its names are Invoke-Training's parameters, to train as it did.</summary>
public sealed record LearningRateSearch
{
    /// <summary>The learning rate to train with; always a number within the range.</summary>
    public required double Suggestion { get; init; }

    /// <summary>Whether the loss clearly fell in the test; where it did not, the suggestion is no more than a guess.</summary>
    public required bool IsClear { get; init; }

    /// <summary>The steps with a finite loss, from the lowest learning rate on.</summary>
    public required IReadOnlyList<LearningRatePoint> Curve { get; init; }

    /// <summary>Name of the loss.</summary>
    public required string Loss { get; init; }

    /// <summary>The optimizer, with the suggestion as its learning rate.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The largest gradient norm; null for none.</summary>
    public double? GradientClip { get; init; }

    /// <summary>Samples a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whether the samples came in an order by the seed.</summary>
    public required bool Shuffle { get; init; }

    /// <summary>The seed of that order.</summary>
    public required long Seed { get; init; }

    /// <summary>Name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>What the device computed in.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Time that it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
