namespace MLPosh;

/// <summary>A layer whose parameters start from the data that it sees first; its buffer says that they have.</summary>
internal interface IPlacedLayer
{
    /// <summary>What its parameters and buffers start from, in their order.</summary>
    /// <param name="inputs">The training's samples as they come to this layer, <paramref name="width"/> numbers each.</param>
    /// <param name="width">Numbers of one of them.</param>
    /// <param name="seed">For random choices.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch for too few samples.</exception>
    double[][] Place(double[] inputs, int width, long seed, CancellationToken token);
}
