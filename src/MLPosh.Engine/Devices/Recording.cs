namespace MLPosh.Devices;

/// <summary>What a network does with a batch, free of any device: the operations forward and backward and the matrices they use.</summary>
internal sealed record Recording(
    IReadOnlyList<Operation> Forward,
    IReadOnlyList<Operation> Backward,
    IReadOnlyList<int> Heights,
    Rows Input,
    Rows Output,
    Rows OutputGradient,
    int ParameterCount,
    int BufferCount,
    ILossHandle? Loss,
    ClassJudge? Judge,
    Rows? InputGradient)
{
    /// <summary>Multiply-adds of a sample on the way forward, about; what is no product counts as one a row.</summary>
    public long MultiplyAdds => Heights.Sum() + Forward.Sum(operation => operation switch
    {
        LinearForward linear => (long)linear.Input.Height * linear.Output.Height * (linear.Repeat.More + 1),
        KernelOperation kernel => kernel.MultiplyAdds,
        _ => 0,
    });

    /// <summary>What the sum of all losses of this many samples is divided by.</summary>
    public double LossDivisor(int samples) => Loss!.IsMeanOverSamples ? samples : (double)samples * Output.Height;
}
