using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The batch of a step.</summary>
/// <param name="First">Its first place among all orders.</param>
/// <param name="Count">Its samples.</param>
internal readonly record struct ResidentBatch(int First, int Count);

/// <summary>A network of a launch: where in the views of <see cref="ResidentArguments{TRule}"/> its own begins.</summary>
internal struct ResidentNetwork
{
    public int Parameters;
    public int Gradient;
    public int Memory;
    public int Order;
    public int Batches;

    /// <summary>From the batch of a step to the next one's: 0 where all are the same.</summary>
    public int BatchStep;

    public int Rules;

    /// <summary>As <see cref="BatchStep"/>.</summary>
    public int RuleStep;

    /// <summary>In steps.</summary>
    public int Results;

    public int Steps;

    /// <summary>Steps that move the parameters: all, or all but the last.</summary>
    public int Updates;

    /// <summary>Not 0 after a loss that was not finite: updates then leave the parameters as they are.</summary>
    public int Failed;
}

/// <summary>
/// What one launch of <see cref="ResidentKernel{TForward,TLoss,TBackward,TRule,TRoom}"/> works on: networks with the same operations
/// on the same samples, a group each.
/// </summary>
/// <typeparam name="TRule">How parameters are updated.</typeparam>
internal struct ResidentArguments<TRule>
    where TRule : unmanaged
{
    public ArrayView<ResidentNetwork> Networks;

    /// <summary>Inputs, sample-major.</summary>
    public ArrayView<float> X;

    /// <summary>Targets, sample-major.</summary>
    public ArrayView<float> Y;

    /// <summary>The slab of parameters and gradients; a gradient is the last step's.</summary>
    public ArrayView<float> Learned;

    /// <summary>The slab of what rules remember, parameter beside parameter.</summary>
    public ArrayView<float> Memory;

    /// <summary>The slab of orders of samples.</summary>
    public ArrayView<int> Orders;

    /// <summary>A batch a step; one where all of a network's are the same.</summary>
    public ArrayView<ResidentBatch> Batches;

    /// <summary>A rule a step; one where all of a network's are the same.</summary>
    public ArrayView<TRule> Rules;

    /// <summary>Receives what each step came to; see <see cref="GpuResults"/>.</summary>
    public ArrayView<double> Results;

    /// <summary>Of the operations; see <see cref="ResidentProgram"/>.</summary>
    public ArrayView<int> Numbers;

    public ResidentLayout Layout;
}
