using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The batch of a step.</summary>
/// <param name="First">Its first place among all orders.</param>
/// <param name="Count">Its samples.</param>
internal readonly record struct ResidentBatch(int First, int Count);

/// <summary>What one launch of <see cref="ResidentKernel{TForward,TLoss,TBackward,TRule}"/> works on.</summary>
/// <typeparam name="TRule">How parameters are updated.</typeparam>
internal struct ResidentArguments<TRule>
    where TRule : unmanaged
{
    /// <summary>Inputs, sample-major.</summary>
    public ArrayView<float> X;

    /// <summary>Targets, sample-major.</summary>
    public ArrayView<float> Y;

    public ArrayView<float> Parameters;
    public ArrayView<float> First;
    public ArrayView<float> Second;
    public ArrayView<float> Third;

    /// <summary>Receives the last step's.</summary>
    public ArrayView<float> Gradient;

    /// <summary>Receives what each step came to; see <see cref="GpuResults"/>.</summary>
    public ArrayView<double> Results;

    /// <summary>See <see cref="GpuMemory.Failed"/>.</summary>
    public ArrayView<int> Failed;

    /// <summary>Orders of samples.</summary>
    public ArrayView<int> Order;

    /// <summary>A batch a step; one where all are the same.</summary>
    public ArrayView<ResidentBatch> Batches;

    /// <summary>A rule a step; one where all are the same.</summary>
    public ArrayView<TRule> Rules;

    /// <summary>Of the operations; see <see cref="ResidentProgram"/>.</summary>
    public ArrayView<int> Numbers;

    public ResidentLayout Layout;
    public int Steps;

    /// <summary>Steps that move the parameters: all, or all but the last.</summary>
    public int Updates;
}

/// <summary>Where things are in shared memory, in numbers from its beginning, and how threads share them out.</summary>
internal struct ResidentLayout
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

    /// <summary>The most samples at once.</summary>
    public int Tile;

    /// <summary>Numbers from one row to the next: odd, so that rows at one sample lie in different banks.</summary>
    public int Stride;

    /// <summary>Threads along the samples; a power of two.</summary>
    public int Lanes;

    /// <summary>Parts that the samples of a gradient are added up in.</summary>
    public int Segments;

    /// <summary>Where the numbers of the way back begin.</summary>
    public int FirstBackward;

    /// <summary>Where those of the gradients of weights begin.</summary>
    public int FirstWeight;

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
