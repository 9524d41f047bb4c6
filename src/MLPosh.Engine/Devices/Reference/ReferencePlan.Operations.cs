namespace MLPosh.Devices.Reference;

/// <content>What each operation does.</content>
internal sealed partial class ReferencePlan
{
    private void Run(IReadOnlyList<Operation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            switch (operations[i])
            {
                case LinearForward linear: Repeat(linear.Repeat, linear.Input, linear.Output, (x, y) => Run(linear, x, y)); break;
                case LinearInputGradient linear: Repeat(linear.Repeat, linear.InputGradient, linear.OutputGradient, (x, y) => Run(linear, x, y)); break;
                case LinearWeightGradient linear: Repeat(linear.Repeat, linear.Input, linear.OutputGradient, (x, y) => Run(linear, x, y)); break;
                case Activate activate: activate.Function.Accept(new Forward(this, activate)); break;
                case ActivateBackward activate: activate.Function.Accept(new Backward(this, activate)); break;
                case ActivateColumns activate: activate.Function.Accept(new ColumnForward(this, activate)); break;
                case ActivateColumnsBackward activate: activate.Function.Accept(new ColumnBackward(this, activate)); break;
                case Clear clear: Run(clear); break;
                case KernelOperation kernel: kernel.Accept(new KernelRun(_state, kernel.Operands)); break;
                default: throw new NotSupportedException($"The reference device does not know {operations[i]}.");
            }
        }
    }

    private static void Repeat(Repeat repeat, Rows input, Rows output, Action<Rows, Rows> run)
    {
        for (int again = 0; again <= repeat.More; again++)
        {
            run(
                input.Slice(again * repeat.InputStep, input.Height),
                output.Slice(again * repeat.OutputStep, output.Height));
        }
    }

    private void Run(Clear clear)
    {
        for (int row = 0; row < clear.Rows.Height; row++)
        {
            for (int s = 0; s < _count; s++)
            {
                At(clear.Rows, row, s) = 0;
            }
        }
    }

    private void Run(LinearForward linear, Rows input, Rows output)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int o = 0; o < output.Height; o++)
            {
                double sum = linear.Bias is { } bias ? _parameters[bias.Offset + o] : 0;
                sum += linear.Adds ? At(output, o, s) : 0;
                for (int i = 0; i < input.Height; i++)
                {
                    sum += _parameters[linear.Weight.Offset + (o * input.Height) + i] * At(input, i, s);
                }

                At(output, o, s) = sum;
            }
        }
    }

    private void Run(LinearInputGradient linear, Rows inputGradient, Rows outputGradient)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int i = 0; i < inputGradient.Height; i++)
            {
                double sum = linear.Adds ? At(inputGradient, i, s) : 0;
                for (int o = 0; o < outputGradient.Height; o++)
                {
                    sum += _parameters[linear.Weight.Offset + (o * inputGradient.Height) + i]
                        * At(outputGradient, o, s);
                }

                At(inputGradient, i, s) = sum;
            }
        }
    }

    private void Run(LinearWeightGradient linear, Rows input, Rows outputGradient)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int o = 0; o < outputGradient.Height; o++)
            {
                double slope = At(outputGradient, o, s);
                for (int i = 0; i < input.Height; i++)
                {
                    _gradient[linear.Weight.Offset + (o * input.Height) + i] += slope * At(input, i, s);
                }

                if (linear.Bias is { } bias)
                {
                    _gradient[bias.Offset + o] += slope;
                }
            }
        }
    }

    private readonly struct Forward(ReferencePlan plan, Activate activate) : IActivationVisitor<int>
    {
        public int Visit<TFunction>()
            where TFunction : struct, IActivationFunction
        {
            for (int row = 0; row < activate.Input.Height; row++)
            {
                for (int s = 0; s < plan._count; s++)
                {
                    plan.At(activate.Output, row, s) =
                        TFunction.Value(new Real64(plan.At(activate.Input, row, s))).Number;
                }
            }

            return plan._count;
        }
    }

    private readonly struct Backward(ReferencePlan plan, ActivateBackward activate) : IActivationVisitor<int>
    {
        public int Visit<TFunction>()
            where TFunction : struct, IActivationFunction
        {
            for (int row = 0; row < activate.Input.Height; row++)
            {
                for (int s = 0; s < plan._count; s++)
                {
                    var z = new Real64(plan.At(activate.Input, row, s));
                    var y = new Real64(plan.At(activate.Output, row, s));
                    plan.At(activate.Gradient, row, s) *= TFunction.Slope(z, y).Number;
                }
            }

            return plan._count;
        }
    }

    private readonly struct ColumnForward(ReferencePlan plan, ActivateColumns activate) : IColumnVisitor<int>
    {
        public int Visit<TFunction>()
            where TFunction : struct, IColumnFunction
        {
            var (input, output) = (plan._rows[activate.Input.Id], plan._rows[activate.Output.Id]);
            for (int row = 0; row < activate.Input.Height; row += activate.Size)
            {
                for (int s = 0; s < plan._count; s++)
                {
                    TFunction.Forward<Real64, RealColumn>(
                        plan.Column(input, activate.Input.First + row, activate.Size, s),
                        plan.Column(output, activate.Output.First + row, activate.Size, s));
                }
            }

            return plan._count;
        }
    }

    private readonly struct ColumnBackward(ReferencePlan plan, ActivateColumnsBackward activate) : IColumnVisitor<int>
    {
        public int Visit<TFunction>()
            where TFunction : struct, IColumnFunction
        {
            var (output, gradient) = (plan._rows[activate.Output.Id], plan._rows[activate.Gradient.Id]);
            for (int row = 0; row < activate.Output.Height; row += activate.Size)
            {
                for (int s = 0; s < plan._count; s++)
                {
                    TFunction.Backward<Real64, RealColumn>(
                        plan.Column(output, activate.Output.First + row, activate.Size, s),
                        plan.Column(gradient, activate.Gradient.First + row, activate.Size, s));
                }
            }

            return plan._count;
        }
    }

    /// <summary>The mean loss; leaves its derivative by the outputs in the recording's output gradient.</summary>
    private readonly struct LossOf(ReferencePlan plan) : ILossVisitor<double>
    {
        public double Visit<TFunction>()
            where TFunction : struct, ILossFunction
        {
            var (output, slope) = (plan._recording.Output, plan._recording.OutputGradient);
            double sum = 0, divisor = plan._recording.LossDivisor(plan._count);
            for (int s = 0; s < plan._count; s++)
            {
                for (int o = 0; o < output.Height; o++)
                {
                    var prediction = new Real64(plan.At(output, o, s));
                    var target = new Real64(plan._targets[(o * plan.Capacity) + s]);
                    sum += TFunction.Value(prediction, target).Number;
                    plan.At(slope, o, s) = TFunction.Slope(prediction, target).Number / divisor;
                }
            }

            return sum / divisor;
        }

        public double VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction
        {
            var (output, slope) = (plan._recording.Output, plan._recording.OutputGradient);
            double sum = 0, divisor = plan._recording.LossDivisor(plan._count);
            for (int s = 0; s < plan._count; s++)
            {
                sum += TFunction.Evaluate<Real64, RealColumn>(
                    plan.Column(plan._rows[output.Id], output.First, output.Height, s),
                    plan.Column(plan._targets, 0, output.Height, s),
                    plan.Column(plan._rows[slope.Id], slope.First, output.Height, s)).Number;
                for (int o = 0; o < output.Height; o++)
                {
                    plan.At(slope, o, s) /= divisor;
                }
            }

            return sum / divisor;
        }
    }
}
