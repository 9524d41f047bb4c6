using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The batch of a step.</summary>
/// <param name="First">Its first place in its order; 0 for the validation, which has no order.</param>
/// <param name="Count">Its samples.</param>
/// <param name="Trains">1 where the parameters learn from it, 0 where it is the validation, which is only measured.</param>
internal readonly record struct ResidentBatch(int First, int Count, int Trains);

/// <summary>A network of a launch: where in the views of <see cref="ResidentArguments{TRule}"/> its own begins.</summary>
internal struct ResidentNetwork
{
    public int Parameters;
    public int Gradient;
    public int Memory;

    /// <summary>Of the first step.</summary>
    public int Order;

    /// <summary>From one order to the next, which each period of batches has; 0 where all have the same.</summary>
    public int OrderStep;

    /// <summary>Steps of the first period that were gone through before.</summary>
    public int OrderOffset;

    public int Batches;

    /// <summary>After so many steps batches come again: 1 where all are the same.</summary>
    public int BatchPeriod;

    public int Rules;

    /// <summary>As <see cref="BatchPeriod"/>, in updates.</summary>
    public int RulePeriod;

    /// <summary>In steps.</summary>
    public int Results;

    public int Steps;

    /// <summary>Steps that move the parameters: all that have a gradient, or all but the last.</summary>
    public int Updates;

    /// <summary>Not 0 after a loss that was not finite: steps then leave parameters and gradient as they are.</summary>
    public int Failed;

    /// <summary>Where the order of a step begins, behind that of the first.</summary>
    public readonly int OrderOf(int step) => (step + OrderOffset) / BatchPeriod * OrderStep;
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

    /// <summary>As <see cref="X"/>, of the validation; not read where no step is of it.</summary>
    public ArrayView<float> ValidationX;

    /// <summary>As <see cref="ValidationX"/>.</summary>
    public ArrayView<float> ValidationY;

    /// <summary>The slab of parameters and gradients; a gradient is that of the last step which had one.</summary>
    public ArrayView<float> Learned;

    /// <summary>The slab of what rules remember, parameter beside parameter.</summary>
    public ArrayView<float> Memory;

    /// <summary>The slab of orders of samples.</summary>
    public ArrayView<int> Orders;

    /// <summary>A batch a step, as many as a network has different ones.</summary>
    public ArrayView<ResidentBatch> Batches;

    /// <summary>A rule an update, as many as a network has different ones. One that counts by itself is the first update's at first.</summary>
    public ArrayView<TRule> Rules;

    /// <summary>Receives what each step came to; see <see cref="GpuResults"/>.</summary>
    public ArrayView<double> Results;

    /// <summary>Of the operations; see <see cref="ResidentProgram"/>.</summary>
    public ArrayView<int> Numbers;

    public ResidentLayout Layout;
}
