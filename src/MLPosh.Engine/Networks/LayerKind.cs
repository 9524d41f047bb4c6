namespace MLPosh;

/// <summary>A kind of layer that can be read from text.</summary>
/// <param name="Name">What stands before the parentheses.</param>
/// <param name="Signature">How it is written: "Linear(n)".</param>
/// <param name="Read">Makes a layer of what stands between them.</param>
internal sealed record LayerKind(string Name, string Signature, Func<LayerArguments, Layer> Read);

/// <summary>Something that can be set of a layer.</summary>
/// <param name="Name">As it is written before the equals sign.</param>
/// <param name="Usual">What it is unless given; null where it must be, or is nothing.</param>
public sealed record LayerSetting(string Name, object? Usual);
