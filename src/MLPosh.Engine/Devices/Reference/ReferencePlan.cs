namespace MLPosh.Devices.Reference;

/// <summary>
/// The definition of what every device computes: one number after another, in double precision, in the order one would
/// write it down. Slow on purpose where that is clearer.
/// </summary>
internal sealed class ReferencePlan : Plan
{
    private readonly Recording _recording;
    private readonly double[][] _rows; // [rows id][row * Capacity + sample]
    private readonly double[] _targets; // [target * Capacity + sample]
    private readonly double[] _parameters;
    private readonly double[] _gradient;
    private Real64[][] _memories = []; // [memory][parameter]; all three, whatever the rule needs
    private int _count;

    public ReferencePlan(Recording recording, int capacity)
    {
        _recording = recording;
        Capacity = capacity;
        _rows = [.. recording.Heights.Select(height => new double[height * capacity])];
        _targets = new double[recording.Output.Height * capacity];
        _parameters = new double[recording.ParameterCount];
        _gradient = new double[recording.ParameterCount];
    }

    public override int Capacity { get; }

    public override int ParameterCount => _recording.ParameterCount;

    public override int ThreadCount => 1;

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        var x = source.X.Span;
        var y = source.Y.Span;
        for (int s = 0; s < _count; s++)
        {
            for (int feature = 0; feature < source.XWidth; feature++)
            {
                At(_recording.Input, feature, s) = x[(indices[s] * source.XWidth) + feature];
            }

            for (int target = 0; target < source.YWidth; target++)
            {
                _targets[(target * Capacity) + s] = y[(indices[s] * source.YWidth) + target];
            }
        }
    }

    public override double Evaluate(bool withGradient)
    {
        Run(_recording.Forward);
        double loss = _recording.Loss!.Accept(new LossOf(this));
        if (withGradient)
        {
            Array.Clear(_gradient);
            Run(_recording.Backward);
        }

        return loss;
    }

    public override void Predict(Span<double> outputs)
    {
        Run(_recording.Forward);
        int width = _recording.Output.Height;
        for (int s = 0; s < _count; s++)
        {
            for (int o = 0; o < width; o++)
            {
                outputs[(s * width) + o] = At(_recording.Output, o, s);
            }
        }
    }

    public override void ReserveMemory(int count, double initial = 0)
    {
        _memories = [.. Enumerable.Range(0, 3).Select(_ => new Real64[_parameters.Length])];
        foreach (var memory in _memories)
        {
            Array.Fill(memory, new Real64(initial));
        }
    }

    public override void Update<TRule>(TRule rule)
    {
        for (int p = 0; p < _parameters.Length; p++)
        {
            _parameters[p] = rule.Apply(
                new Real64(_parameters[p]),
                new Real64(_gradient[p]),
                ref _memories[0][p],
                ref _memories[1][p],
                ref _memories[2][p]).Number;
        }
    }

    public override void ReadParameters(Span<double> destination) => _parameters.CopyTo(destination);

    public override void WriteParameters(ReadOnlySpan<double> source) => source.CopyTo(_parameters);

    public override void ReadGradient(Span<double> destination) => _gradient.CopyTo(destination);

    public override void ScaleGradient(double factor)
    {
        for (int p = 0; p < _gradient.Length; p++)
        {
            _gradient[p] *= factor;
        }
    }

    public override void Dispose()
    {
    }

    private ref double At(Rows rows, int row, int sample) => ref _rows[rows.Id][(row * Capacity) + sample];

    private void Run(IReadOnlyList<Operation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            switch (operations[i])
            {
                case LinearForward linear: Run(linear); break;
                case LinearInputGradient linear: Run(linear); break;
                case LinearWeightGradient linear: Run(linear); break;
                case Activate activate: activate.Function.Accept(new Forward(this, activate)); break;
                case ActivateBackward activate: activate.Function.Accept(new Backward(this, activate)); break;
                default: throw new NotSupportedException($"The reference device does not know {operations[i]}.");
            }
        }
    }

    private void Run(LinearForward linear)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int o = 0; o < linear.Output.Height; o++)
            {
                double sum = linear.Bias is { } bias ? _parameters[bias.Offset + o] : 0;
                for (int i = 0; i < linear.Input.Height; i++)
                {
                    sum += _parameters[linear.Weight.Offset + (o * linear.Input.Height) + i] * At(linear.Input, i, s);
                }

                At(linear.Output, o, s) = sum;
            }
        }
    }

    private void Run(LinearInputGradient linear)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int i = 0; i < linear.InputGradient.Height; i++)
            {
                double sum = 0;
                for (int o = 0; o < linear.OutputGradient.Height; o++)
                {
                    sum += _parameters[linear.Weight.Offset + (o * linear.InputGradient.Height) + i]
                        * At(linear.OutputGradient, o, s);
                }

                At(linear.InputGradient, i, s) = sum;
            }
        }
    }

    private void Run(LinearWeightGradient linear)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int o = 0; o < linear.OutputGradient.Height; o++)
            {
                double slope = At(linear.OutputGradient, o, s);
                for (int i = 0; i < linear.Input.Height; i++)
                {
                    _gradient[linear.Weight.Offset + (o * linear.Input.Height) + i] += slope * At(linear.Input, i, s);
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

    /// <summary>The mean loss; leaves its derivative by the outputs in the recording's output gradient.</summary>
    private readonly struct LossOf(ReferencePlan plan) : ILossVisitor<double>
    {
        public double Visit<TFunction>()
            where TFunction : struct, ILossFunction
        {
            var (output, slope) = (plan._recording.Output, plan._recording.OutputGradient);
            double sum = 0, elements = (double)plan._count * output.Height;
            for (int s = 0; s < plan._count; s++)
            {
                for (int o = 0; o < output.Height; o++)
                {
                    var prediction = new Real64(plan.At(output, o, s));
                    var target = new Real64(plan._targets[(o * plan.Capacity) + s]);
                    sum += TFunction.Value(prediction, target).Number;
                    plan.At(slope, o, s) = TFunction.Slope(prediction, target).Number / elements;
                }
            }

            return sum / elements;
        }
    }
}
