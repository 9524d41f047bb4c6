namespace MLPosh.Devices.Gpu;

/// <summary>Where things are in shared memory, in numbers from its beginning, and how threads share them out.</summary>
internal record struct ResidentLayout
{
    public int ParameterCount;

    /// <summary>What the rule remembers begins here, parameter beside parameter.</summary>
    public int Memory;

    public int Input;
    public int InputHeight;
    public int Targets;
    public int Prediction;
    public int Slope;
    public int OutputHeight;

    /// <summary>A loss a sample; the hits follow, a place a sample.</summary>
    public int Losses;

    /// <summary>Parts of the sum of losses, then of the hits: <see cref="Parts"/> each.</summary>
    public int Sums;

    /// <summary>Parts of gradients, <see cref="Segments"/> times all parameters.</summary>
    public int Gradients;

    /// <summary>Where threads of a <see cref="RegisterKernel{TInput,TOutput,TLayers,TSums,TRule,TRoom}"/> add up their sums.</summary>
    public int Slots;

    /// <summary>The most samples at once.</summary>
    public int Tile;

    /// <summary>Numbers from one row to the next: odd, so that rows at one sample lie in different banks.</summary>
    public int Stride;

    /// <summary>Threads along the samples, a power of two; in a kernel of registers those that add up their sums at once.</summary>
    public int Lanes;

    /// <summary>Parts that the samples of a gradient are added up in.</summary>
    public int Segments;

    /// <summary>Where the numbers of the way back begin.</summary>
    public int FirstBackward;

    /// <summary>Where those of the gradients of weights begin; see <see cref="ResidentWeights"/>.</summary>
    public int FirstWeight;

    /// <summary>Pieces of the gradients of weights.</summary>
    public int Weights;
    public int HasJudge;
    public int HasOneOutput;
    public float OutputMiddle;
    public float TargetMiddle;

    /// <summary>1 for a mean over samples, else the outputs of each.</summary>
    public int LossesPerSample;

    /// <summary>Parts of the sum of losses.</summary>
    public const int Parts = 16;
}
