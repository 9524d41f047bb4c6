using System.Numerics;

namespace MLPosh.Devices.Cpu;

/// <summary>Turns a recording into steps, and fuses each activation into the linear layer beside it.</summary>
internal sealed partial class CpuCompiler<TLane, T>(Recording recording, RowPlaces places, TileLayout layout)
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    public BufferPlace<T> Buffers { get; } = new();

    public Place PlaceOf(Rows rows) => places.Of(rows);

    /// <summary>Each a <see cref="TileStep{T}"/>, or a <see cref="BatchStep{T}"/> where samples are coupled or threads share rows.</summary>
    public object[] Forward()
    {
        var steps = new List<object>();
        var operations = recording.Forward;
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearForward linear when next is Activate activate
                    && activate.Input == linear.Output && activate.Output == linear.Output:
                    steps.Add(activate.Function.Accept(new LinearThenActivate(this, linear)));
                    i++;
                    break;
                case LinearForward linear:
                    steps.Add(Linear<Keep>(linear));
                    break;
                case Activate activate:
                    steps.Add(activate.Function.Accept(new Alone(this, activate)));
                    break;
                case ActivateColumns activate:
                    steps.Add(activate.Function.Accept(new Together(this, activate)));
                    break;
                default:
                    steps.Add(Other(operations[i]));
                    break;
            }
        }

        return [.. steps];
    }

    /// <inheritdoc cref="Forward"/>
    public object[] Backward()
    {
        var steps = new List<object>();
        var operations = recording.Backward;
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearInputGradient linear when next is ActivateBackward activate
                    && activate.Gradient == linear.InputGradient && activate.Function.SlopeNeedsOnlyValue:
                    steps.Add(activate.Function.Accept(new LinearTimesSlope(this, linear, activate)));
                    i++;
                    break;
                case LinearInputGradient linear:
                    steps.Add(InputGradient<Keep>(linear, linear.InputGradient));
                    break;
                case LinearWeightGradient when layout.IsWide:
                    break;
                case LinearWeightGradient linear:
                    steps.Add(WeightGradient(linear));
                    break;
                case ActivateBackward activate:
                    steps.Add(activate.Function.Accept(new AloneBackward(this, activate)));
                    break;
                case ActivateColumnsBackward activate:
                    steps.Add(activate.Function.Accept(new TogetherBackward(this, activate)));
                    break;
                default:
                    steps.Add(Other(operations[i]));
                    break;
            }
        }

        return layout.IsWide ? [.. WithWideGradients(steps)] : [.. steps];
    }

    /// <summary>What comes between both: the count of hits, and the loss with its slope; nothing without a loss.</summary>
    public IEnumerable<TileStep<T>> Loss()
    {
        var output = PlaceOf(recording.Output);
        if (recording.Judge is { } judge)
        {
            yield return new JudgeStep<TLane, T>(judge, recording.Output.Height, output);
        }

        if (recording.Loss is { } loss)
        {
            yield return loss.Accept(new LossOf(recording.Output, output, PlaceOf(recording.OutputGradient)));
        }
    }

    private object Other(Operation operation) => operation switch
    {
        Clear clear => new ClearStep<T>(clear.Rows.Height, PlaceOf(clear.Rows)),
        KernelOperation kernel => kernel.Accept(new KernelOf(this, [.. kernel.Operands.Select(PlaceOf)])),
        _ => throw new NotSupportedException($"The CPU device does not know {operation}."),
    };

    private sealed class Alone(CpuCompiler<TLane, T> compiler, Activate activate) : IActivationVisitor<TileStep<T>>
    {
        public TileStep<T> Visit<TFunction>()
            where TFunction : struct, IActivationFunction => new ActivateStep<TLane, T, TFunction>(
                activate.Input.Height, compiler.PlaceOf(activate.Input), compiler.PlaceOf(activate.Output));
    }

    private sealed class AloneBackward(CpuCompiler<TLane, T> compiler, ActivateBackward activate)
        : IActivationVisitor<TileStep<T>>
    {
        public TileStep<T> Visit<TFunction>()
            where TFunction : struct, IActivationFunction => new ActivateBackwardStep<TLane, T, TFunction>(
                activate.Input.Height,
                compiler.PlaceOf(activate.Input),
                compiler.PlaceOf(activate.Output),
                compiler.PlaceOf(activate.Gradient));
    }

    private sealed class Together(CpuCompiler<TLane, T> compiler, ActivateColumns activate) : IColumnVisitor<TileStep<T>>
    {
        public TileStep<T> Visit<TFunction>()
            where TFunction : struct, IColumnFunction => new ColumnStep<TLane, T, ColumnForward<TFunction>>(
                activate.Input.Height, activate.Size, compiler.PlaceOf(activate.Input), compiler.PlaceOf(activate.Output));
    }

    private sealed class TogetherBackward(CpuCompiler<TLane, T> compiler, ActivateColumnsBackward activate)
        : IColumnVisitor<TileStep<T>>
    {
        public TileStep<T> Visit<TFunction>()
            where TFunction : struct, IColumnFunction => new ColumnStep<TLane, T, ColumnBackward<TFunction>>(
                activate.Output.Height,
                activate.Size,
                compiler.PlaceOf(activate.Output),
                compiler.PlaceOf(activate.Gradient));
    }

    private sealed class KernelOf(CpuCompiler<TLane, T> compiler, Place[] operands) : IKernelVisitor<object>
    {
        public object Visit<TKernel>(TKernel kernel)
            where TKernel : struct, IKernel => new KernelStep<TLane, T, TKernel>(kernel, operands);

        public object VisitBatch<TKernel>(TKernel kernel)
            where TKernel : struct, IBatchKernel =>
            new BatchKernelStep<TLane, T, TKernel>(kernel, operands, compiler.Buffers);
    }

    private sealed class LossOf(Rows output, Place outputPlace, Place gradientPlace) : ILossVisitor<TileStep<T>>
    {
        public TileStep<T> Visit<TFunction>()
            where TFunction : struct, ILossFunction =>
            new LossStep<TLane, T, TFunction>(output.Height, outputPlace, gradientPlace);

        public TileStep<T> VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction =>
            new ColumnLossStep<TLane, T, TFunction>(output.Height, outputPlace, gradientPlace);
    }
}
