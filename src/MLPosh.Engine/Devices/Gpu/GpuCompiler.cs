using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Turns a recording into steps, and fuses each activation into the product beside it.</summary>
internal sealed partial class GpuCompiler
{
    private readonly GpuAccelerator _accelerator;
    private readonly Recording _recording;
    private readonly GpuMemory _memory;

    public GpuCompiler(GpuAccelerator accelerator, Recording recording, GpuMemory memory)
    {
        (_accelerator, _recording, _memory) = (accelerator, recording, memory);
        Penalties = memory.New<float>(PenaltySlots(recording, memory.Sizes));
    }

    /// <summary>What kernels add to the loss, a slot a group; cleared before each evaluation.</summary>
    public ArrayView<float> Penalties { get; }

    public GpuStep[] Forward()
    {
        var steps = new List<GpuStep>();
        var operations = _recording.Forward;
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearForward { Repeat.More: 0 } linear when next is Activate activate
                    && activate.Input == linear.Output && activate.Output == linear.Output:
                    steps.Add(activate.Function.Accept(new LinearThenActivate(this, linear)));
                    i++;
                    break;
                case LinearForward linear:
                    steps.Add(Linear<KeepSum>(linear));
                    break;
                default:
                    steps.Add(Other(operations[i]));
                    break;
            }
        }

        return [.. steps];
    }

    /// <summary>The loss with its slope, and what it comes to.</summary>
    public GpuStep[] Loss()
    {
        var loss = _recording.Loss!.Accept(new LossOf(this));
        return [loss, new ResultStep(_accelerator, _recording, _memory, loss, Penalties)];
    }

    public GpuStep[] Backward()
    {
        var steps = new List<GpuStep>();
        var operations = _recording.Backward;
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearInputGradient { Repeat.More: 0 } linear when next is ActivateBackward activate
                    && activate.Gradient == linear.InputGradient && activate.Function.SlopeNeedsOnlyValue:
                    steps.Add(activate.Function.Accept(new LinearTimesSlope(this, linear, activate)));
                    i++;
                    break;
                case LinearInputGradient linear:
                    steps.Add(InputGradient<KeepSum>(linear, default));
                    break;
                case LinearWeightGradient linear:
                    steps.AddRange(WeightGradient(linear));
                    break;
                default:
                    steps.Add(Other(operations[i]));
                    break;
            }
        }

        return [.. steps];
    }

    private static int PenaltySlots(Recording recording, GpuSizes sizes)
    {
        var batchRows = recording.Forward.Concat(recording.Backward).OfType<KernelOperation>()
            .Select(operation => operation.Accept(new RowCount()));
        return Math.Max(GpuSizes.Groups(sizes.Stride, sizes.SampleGroup), batchRows.DefaultIfEmpty().Max());
    }

    private Factor Rows(Rows rows, int repeatStep = 0) =>
        new(_memory.Of(rows), _memory.Sizes.Stride, checked(repeatStep * _memory.Sizes.Stride));

    private GpuStep Other(Operation operation) => operation switch
    {
        Clear clear => Elements(clear.Rows.Height, ClearKernel.Run, output: clear.Rows),
        Activate activate => activate.Function.Accept(new Alone(this, activate)),
        ActivateBackward activate => activate.Function.Accept(new AloneBackward(this, activate)),
        ActivateColumns activate => activate.Function.Accept(
            new Together(this, activate.Input, activate.Output, activate.Size, IsForward: true)),
        ActivateColumnsBackward activate => activate.Function.Accept(
            new Together(this, activate.Output, activate.Gradient, activate.Size, IsForward: false)),
        KernelOperation kernel => kernel.Accept(new KernelOf(this, kernel.Operands)),
        _ => throw new NotSupportedException($"The GPU device does not know {operation}."),
    };

    private ElementStep Elements(
        int height, Action<ElementArguments> kernel, Rows? input = null, Rows? output = null, Rows? gradient = null) => new(
        _accelerator,
        _memory.Sizes,
        height,
        kernel,
        new ElementArguments
        {
            Input = _memory.Of(input ?? output!.Value),
            Output = _memory.Of(output!.Value),
            Gradient = _memory.Of(gradient ?? output.Value),
        });

    private sealed class RowCount : IKernelVisitor<int>
    {
        public int Visit<TKernel>(TKernel kernel)
            where TKernel : struct, IKernel => 0;

        public int VisitBatch<TKernel>(TKernel kernel)
            where TKernel : struct, IBatchKernel => kernel.Count;
    }

    private sealed class Alone(GpuCompiler compiler, Activate activate) : IActivationVisitor<GpuStep>
    {
        public GpuStep Visit<TFunction>()
            where TFunction : struct, IActivationFunction => compiler.Elements(
                activate.Input.Height, ActivateKernel<TFunction>.Forward, activate.Input, activate.Output);
    }

    private sealed class AloneBackward(GpuCompiler compiler, ActivateBackward activate) : IActivationVisitor<GpuStep>
    {
        public GpuStep Visit<TFunction>()
            where TFunction : struct, IActivationFunction => compiler.Elements(
                activate.Input.Height, ActivateKernel<TFunction>.Backward, activate.Input, activate.Output, activate.Gradient);
    }

    private sealed record Together(GpuCompiler Compiler, Rows Source, Rows Target, int Size, bool IsForward)
        : IColumnVisitor<GpuStep>
    {
        public GpuStep Visit<TFunction>()
            where TFunction : struct, IColumnFunction => new ColumnStep(
                Compiler._accelerator,
                Compiler._memory.Sizes,
                Source.Height,
                IsForward ? ColumnKernel<ColumnForward<TFunction>>.Run : ColumnKernel<ColumnBackward<TFunction>>.Run,
                new ColumnArguments
                {
                    Source = Compiler._memory.Of(Source),
                    Target = Compiler._memory.Of(Target),
                    Size = Size,
                });
    }

    private sealed class LossOf(GpuCompiler compiler) : ILossVisitor<LossStep>
    {
        public LossStep Visit<TFunction>()
            where TFunction : struct, ILossFunction =>
            new(compiler._accelerator, compiler._recording, compiler._memory, LossKernel<TFunction>.Run);

        public LossStep VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction =>
            new(compiler._accelerator, compiler._recording, compiler._memory, ColumnLossKernel<TFunction>.Run);
    }

    private sealed class KernelOf(GpuCompiler compiler, IReadOnlyList<Rows> operands) : IKernelVisitor<GpuStep>
    {
        private KernelMemory Memory => new()
        {
            Rows = compiler._memory.Rows,
            Parameters = compiler._memory.Parameters,
            Buffers = compiler._memory.Buffers,
            Gradients = compiler._memory.Gradient,
            Penalties = compiler.Penalties,
            Failed = compiler._memory.Failed,
            Places = OperandPlaces.Of([.. operands.Select(compiler._memory.PlaceOf)]),
            Stride = compiler._memory.Sizes.Stride,
        };

        public GpuStep Visit<TKernel>(TKernel kernel)
            where TKernel : struct, IKernel =>
            new SampleKernelStep<TKernel>(compiler._accelerator, compiler._memory, kernel, Memory);

        public GpuStep VisitBatch<TKernel>(TKernel kernel)
            where TKernel : struct, IBatchKernel =>
            new BatchKernelStep<TKernel>(compiler._accelerator, compiler._memory.Sizes, kernel, Memory);
    }
}
