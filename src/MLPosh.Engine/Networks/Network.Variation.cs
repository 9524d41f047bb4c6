namespace MLPosh;

/// <content>Networks like this one with other settings, as a sweep tries them.</content>
public sealed partial class Network
{
    /// <summary>The settings it was made with; null where its layers were listed.</summary>
    private NetworkKindOptions? Recipe { get; init; }

    /// <summary>A network with the same layers and parameters drawn anew.</summary>
    /// <param name="seed">For the parameters.</param>
    public Network Copy(long seed)
    {
        var copy = new Network(InputShape, Layers, seed, IsAutoEncoder, Kind) { Recipe = Recipe };
        copy.Draw();
        return copy;
    }

    /// <summary>A network made as this one was, but for some settings; its parameters are drawn anew.</summary>
    /// <param name="changes">The settings that differ; what is null stays as it is.</param>
    /// <param name="kind">Another kind; null for this network's. Settings that it does not have are left behind.</param>
    /// <param name="seed">For the parameters; null for this network's.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange for a setting that the network does not have: one made of a list of layers has its Activation alone.
    /// </exception>
    public Network Vary(NetworkKindOptions changes, string? kind = null, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (Recipe is not { } recipe)
        {
            return VaryLayers(changes, kind, seed ?? Seed);
        }

        string? newKind = kind ?? Kind;
        var own = newKind is null ? [] : NetworkKinds.Settings(newKind);
        if (kind is not null && !kind.Equals(Kind, StringComparison.OrdinalIgnoreCase))
        {
            recipe = recipe.Only(own);
        }

        var merged = recipe.With(changes, splitsSize: newKind is null || !own.Contains(nameof(changes.CodeSize)));
        if (newKind is not null)
        {
            return NetworkKinds.Create(newKind, merged, seed ?? Seed);
        }

        foreach (string setting in changes.GivenKindSettings()
            .Except([nameof(changes.HiddenSize), nameof(changes.Activation)]))
        {
            throw Option.OutOfRange(setting, "given", "left out for a network of sizes without a kind");
        }

        return Create(merged.JoinedSize, merged.Activation ?? Activation.Default, seed ?? Seed);
    }

    private Network VaryLayers(NetworkKindOptions changes, string? kind, long seed)
    {
        if (kind is not null || changes.Sizes().Any() || changes.GivenKindSettings().Any(name => name != nameof(Activation)))
        {
            string setting = kind is not null ? "Kind"
                : changes.Sizes().Concat(changes.GivenKindSettings()).First(name => name != nameof(Activation));
            throw Option.OutOfRange(
                setting,
                "given",
                "left out for a network that was made of a list of layers: make it by sizes or as a kind, or give a script "
                + "block that makes it");
        }

        // The last layer is what the loss looks at: it says what the outputs are, and is no matter of taste.
        var layers = Layers.Select((layer, i) =>
            changes.Activation is { } activation && layer is ActivationLayer && i < Layers.Count - 1
                ? new ActivationLayer(activation)
                : layer);
        return Create(InputShape, [.. layers], seed, IsAutoEncoder, Kind);
    }
}
