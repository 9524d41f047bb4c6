namespace MLPosh.Devices;

/// <summary>
/// What an operation of a layer does to one sample (or one register of samples), written once for all devices. Settings
/// are the struct's fields; the rows that it works on are its operands, numbered in the order in which they were recorded.
/// Parts do not depend on one another, and may run in any order or at the same time: each writes rows, and adds to gradients
/// of parameters, that no other reads or writes. What adds a penalty has one part.
/// </summary>
internal interface IKernel
{
    /// <summary>Parts of a sample's work: many, so that a GPU has threads for them, and none so small that a call is felt.</summary>
    int Count { get; }

    void Run<T, TView>(TView view, int part)
        where T : struct, IReal<T>
        where TView : struct, IView<T>;
}

/// <summary>A sample as a kernel sees it.</summary>
internal interface IView<T>
    where T : struct, IReal<T>
{
    /// <summary>Whether this is a training step: only then do layers draw random numbers.</summary>
    bool IsTraining { get; }

    /// <summary>1 / samples of the batch: what a mean over samples scales each slope by.</summary>
    T PerSample { get; }

    T Get(int operand, int row);

    void Set(int operand, int row, T value);

    /// <summary>The number at this place of the network's parameters.</summary>
    T Parameter(int index);

    /// <summary>Adds to the gradient of a parameter, over all samples of the register.</summary>
    void AddGradient(int index, T value);

    /// <summary>Adds to the loss, as a mean over samples, what is no matter of predictions and targets.</summary>
    void AddPenalty(T value);

    /// <summary>The value for real samples, 0 for padding: for slopes that do not come from the loss.</summary>
    T RealOnly(T value);

    /// <summary>A uniform number in [0, 1), its own for each sample and row; the same again on the way back.</summary>
    T Uniform(int layer, int row);

    /// <summary>A standard normal number, its own for each sample and row; the same again on the way back.</summary>
    T Normal(int layer, int row);

    /// <summary>Reads a table by a row's number: the parameter at first + stride * number, for each sample its own.</summary>
    T Lookup(int operand, int row, int first, int stride);

    /// <summary>Adds to the gradients that <see cref="Lookup"/> read from.</summary>
    void AddLookupGradient(int operand, int row, int first, int stride, T value);
}

/// <summary>
/// An operation that couples the samples of a batch: runs once for each row, over all samples, between what runs sample
/// by sample.
/// </summary>
internal interface IBatchKernel
{
    /// <summary>How many rows it is run for.</summary>
    int Count { get; }

    void Run<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>;
}

/// <summary>A whole batch as a kernel sees it, register after register.</summary>
internal interface IBatchView<T>
    where T : struct, IReal<T>
{
    bool IsTraining { get; }

    /// <summary>Samples of the batch.</summary>
    int SampleCount { get; }

    /// <summary>Registers that hold them.</summary>
    int Registers { get; }

    T Get(int operand, int row, int register);

    void Set(int operand, int row, int register, T value);

    /// <summary>The value for real samples, 0 for padding.</summary>
    T RealOnly(T value, int register);

    /// <summary>The sum over a register, in all of its elements.</summary>
    T Total(T value);

    T Parameter(int index);

    /// <summary>A number of the network that is no learned parameter: a running mean.</summary>
    /// <param name="index">Its place among those.</param>
    T Buffer(int index);

    void SetBuffer(int index, T value);

    /// <summary>Adds a number (the same in all elements) to the gradient of a parameter.</summary>
    void AddGradient(int index, T value);

    /// <summary>Adds a number (the same in all elements) to the loss.</summary>
    void AddPenalty(T value);
}

/// <summary>What a device builds for a kernel, given its type.</summary>
internal interface IKernelVisitor<out TResult>
{
    TResult Visit<TKernel>(TKernel kernel)
        where TKernel : struct, IKernel;

    TResult VisitBatch<TKernel>(TKernel kernel)
        where TKernel : struct, IBatchKernel;
}

/// <summary>A kernel with its operands. Layers record these; see <see cref="Kernels"/>.</summary>
internal abstract record KernelOperation(IReadOnlyList<Rows> Operands) : Operation
{
    /// <summary>Products that it adds up for each sample, roughly: what a device shares out among threads by; 0 for few.</summary>
    public long MultiplyAdds { get; init; }

    public abstract TResult Accept<TResult>(IKernelVisitor<TResult> visitor);
}

/// <summary>Makes operations of kernels.</summary>
internal static class Kernels
{
    public static KernelOperation Of<TKernel>(TKernel kernel, params Rows[] operands)
        where TKernel : struct, IKernel => new EachSample<TKernel>(kernel, operands);

    /// <param name="kernel">What to do.</param>
    /// <param name="multiplyAdds">Products that it adds up for each sample: for kernels that do more than look at each row.</param>
    /// <param name="operands">Its rows.</param>
    public static KernelOperation Of<TKernel>(TKernel kernel, long multiplyAdds, params Rows[] operands)
        where TKernel : struct, IKernel => new EachSample<TKernel>(kernel, operands) { MultiplyAdds = multiplyAdds };

    public static KernelOperation OfBatch<TKernel>(TKernel kernel, params Rows[] operands)
        where TKernel : struct, IBatchKernel => new WholeBatch<TKernel>(kernel, operands);

    private sealed record EachSample<TKernel>(TKernel Kernel, Rows[] Places) : KernelOperation(Places)
        where TKernel : struct, IKernel
    {
        public override TResult Accept<TResult>(IKernelVisitor<TResult> visitor) => visitor.Visit(Kernel);
    }

    private sealed record WholeBatch<TKernel>(TKernel Kernel, Rows[] Places) : KernelOperation(Places)
        where TKernel : struct, IBatchKernel
    {
        public override TResult Accept<TResult>(IKernelVisitor<TResult> visitor) => visitor.VisitBatch(Kernel);
    }
}
