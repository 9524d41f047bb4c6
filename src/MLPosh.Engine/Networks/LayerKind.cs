namespace MLPosh;

/// <summary>A kind of layer that can be read from text.</summary>
/// <param name="Name">What stands before the parentheses.</param>
/// <param name="Signature">How it is written: "Linear(n)".</param>
/// <param name="Read">Makes a layer of what stands between them.</param>
internal sealed record LayerKind(string Name, string Signature, Func<LayerArguments, Layer> Read);
