namespace MLPosh.Devices.Reference;

/// <summary>
/// The definition of what every device computes: one number after another, in double precision, in the order one would
/// write it down. Slow on purpose where that is clearer.
/// </summary>
internal sealed partial class ReferencePlan : Plan
{
    private readonly Recording _recording;
    private readonly ReferenceMemory _state;
    private readonly double[][] _rows; // [rows id][row * Capacity + sample]
    private readonly double[] _targets; // [target * Capacity + sample]
    private readonly double[] _parameters;
    private readonly double[] _gradient;
    private readonly double[] _memory;
    private readonly double[] _buffers;
    private int _count;
    private int _hits;

    public ReferencePlan(Recording recording, int capacity)
    {
        _recording = recording;
        Capacity = capacity;
        _rows = [.. recording.Heights.Select(height => new double[height * capacity])];
        _targets = new double[recording.Output.Height * capacity];
        _parameters = new double[recording.ParameterCount];
        _gradient = new double[recording.ParameterCount];
        _memory = new double[recording.ParameterCount];
        _buffers = new double[recording.BufferCount];
        _state = new ReferenceMemory
        {
            Rows = _rows,
            Parameters = _parameters,
            Buffers = _buffers,
            Gradient = _gradient,
            Capacity = capacity,
        };
    }

    public override int Capacity { get; }

    public override int ThreadCount => 1;

    public override int Hits => _hits;

    public override TrainingStep? Training
    {
        set => _state.Training = value;
    }

    public override void Load(SampleSource source, ReadOnlySpan<int> indices)
    {
        _count = indices.Length;
        _state.Count = _count;
        var x = source.X.Span;
        var y = source.Y.Span;
        for (int s = 0; s < _count; s++)
        {
            for (int feature = 0; feature < source.XWidth; feature++)
            {
                At(_recording.Input, feature, s) = x[(indices[s] * source.XWidth) + feature];
            }

            for (int target = 0; target < (source.YWidth == 0 ? 0 : _recording.Output.Height); target++)
            {
                _targets[(target * Capacity) + s] = source.Encoding switch
                {
                    TargetEncoding.OneHot => target == (int)y[indices[s]] ? 1 : 0,
                    TargetEncoding.Signs => (2 * y[indices[s]]) - 1,
                    _ => y[(indices[s] * source.YWidth) + target],
                };
            }
        }
    }

    public override double Evaluate(bool withGradient)
    {
        _state.Penalty = 0;
        Run(_recording.Forward);
        double loss = _recording.Loss!.Accept(new LossOf(this));
        _hits = _recording.Judge is { } judge ? CountHits(judge) : 0;
        if (withGradient)
        {
            Array.Clear(_gradient);
            Run(_recording.Backward);
        }

        return loss + (_state.Penalty / _count);
    }

    public override void EvaluateInputGradient(Span<double> gradient)
    {
        Evaluate(withGradient: true);
        Copy(_recording.InputGradient!.Value, gradient);
    }

    public override void Predict(Span<double> outputs)
    {
        Run(_recording.Forward);
        Copy(_recording.Output, outputs);
    }

    public override void Update<TRule>(TRule rule)
    {
        for (int p = 0; p < _parameters.Length; p++)
        {
            var memory = new Real64(_memory[p]);
            _parameters[p] = rule.Apply(new Real64(_parameters[p]), new Real64(_gradient[p]), ref memory).Number;
            _memory[p] = memory.Number;
        }
    }

    public override void ReadParameters(Span<double> destination)
    {
        _parameters.CopyTo(destination);
        _buffers.CopyTo(destination[_parameters.Length..]);
    }

    public override void WriteParameters(ReadOnlySpan<double> source)
    {
        source[.._parameters.Length].CopyTo(_parameters);
        source[_parameters.Length..].CopyTo(_buffers);
    }

    public override void ReadGradient(Span<double> destination) => _gradient.CopyTo(destination);

    public override void Dispose()
    {
    }

    private ref double At(Rows rows, int row, int sample) => ref _state.At(rows, row, sample);

    private void Copy(Rows rows, Span<double> samples)
    {
        for (int s = 0; s < _count; s++)
        {
            for (int row = 0; row < rows.Height; row++)
            {
                samples[(s * rows.Height) + row] = At(rows, row, s);
            }
        }
    }

    private int CountHits(ClassJudge judge)
    {
        int hits = 0;
        for (int s = 0; s < _count; s++)
        {
            int best = 0;
            for (int o = 1; o < _recording.Output.Height; o++)
            {
                best = At(_recording.Output, o, s) > At(_recording.Output, best, s) ? o : best;
            }

            bool isTarget = _targets[(best * Capacity) + s] > judge.TargetMiddle;
            hits += judge.OutputMiddle is not { } middle || At(_recording.Output, 0, s) > middle
                ? (isTarget ? 1 : 0)
                : (isTarget ? 0 : 1);
        }

        return hits;
    }

    private RealColumn Column(double[] numbers, int firstRow, int count, int sample) =>
        new(numbers, (firstRow * Capacity) + sample, count, Capacity);
}
