namespace MLPosh.Devices;

/// <summary>
/// What a random number is for. Each purpose has its own stream of the Philox counter, so that, say, another layer
/// does not change the order in which the data is shuffled.
/// </summary>
internal enum RandomStream : uint
{
    Initialisation = 1,
    DataFeature = 2,
    DataNoise = 3,
    Shuffle = 4,
    Split = 5,
    Centers = 6,
    Prior = 7,
    Trials = 8,
    SearchMove = 16,

    /// <summary>What layers draw in a training step; each layer has a stream of its own after this one.</summary>
    Layer = 1000,
}
