namespace MLPosh.Devices;

/// <summary>Collects the operations of a network layer by layer.</summary>
internal sealed class Recorder
{
    private readonly List<Operation> _forward = [];
    private readonly List<Operation[]> _backward = [];
    private readonly List<int> _heights = [];
    private readonly Dictionary<int, Rows> _gradients = [];
    private readonly HashSet<int> _reusable = [];

    private readonly bool _wantsInputGradient;

    /// <param name="inputHeight">Numbers of one input sample.</param>
    /// <param name="wantsInputGradient">Whether the derivative by the input itself is asked for.</param>
    public Recorder(int inputHeight, bool wantsInputGradient = false)
    {
        Input = New(inputHeight);
        _wantsInputGradient = wantsInputGradient;
    }

    public Rows Input { get; }

    /// <summary>New rows for a result.</summary>
    /// <param name="height">Number of rows.</param>
    /// <param name="reusable">Whether the next layer may overwrite them: their producer does not need them on the way back.</param>
    public Rows New(int height, bool reusable = false)
    {
        var rows = new Rows(_heights.Count, height);
        _heights.Add(height);
        if (reusable)
        {
            _reusable.Add(rows.Id);
        }

        return rows;
    }

    /// <summary>Keeps rows from being overwritten: a layer that passes them on reads them again on the way back.</summary>
    public void Keep(Rows rows) => _reusable.Remove(rows.Id);

    /// <summary>Whether the derivative of the loss by these rows is of use: nothing can be learned before the input.</summary>
    public bool WantsGradient(Rows rows) => _wantsInputGradient || rows.Id != Input.Id;

    /// <summary>The rows of the derivative of the loss by <paramref name="rows"/>.</summary>
    public Rows Gradient(Rows rows)
    {
        if (!_gradients.TryGetValue(rows.Id, out var gradient))
        {
            gradient = New(_heights[rows.Id]);
            _gradients.Add(rows.Id, gradient);
        }

        return gradient.Slice(rows.First, rows.Height);
    }

    public void Forward(Operation operation) => _forward.Add(operation);

    /// <summary>Adds what a layer does on the way back, in its own order; layers are replayed last to first.</summary>
    public void Backward(params Operation[] operations) => _backward.Add(operations);

    /// <summary>Records an element-wise function, in place where nothing needs its input any more.</summary>
    public Rows Activate(IActivationHandle function, Rows input)
    {
        var output = function.SlopeNeedsOnlyValue && IsReusable(input) ? input : New(input.Height);
        Forward(new Activate(function, input, output));
        _reusable.Remove(output.Id);
        if (WantsGradient(input))
        {
            // Element by element the gradient can be turned into the input's where it stands.
            var gradient = Gradient(input);
            _gradients[output.Id] = gradient;
            Backward(new ActivateBackward(function, input, output, gradient));
        }

        return output;
    }

    /// <summary>Records a function of each <paramref name="size"/> rows together, in place where nothing needs its input any more.</summary>
    public Rows Activate(IColumnHandle function, Rows input, int size)
    {
        var output = IsReusable(input) ? input : New(input.Height);
        Forward(new ActivateColumns(function, input, output, size));
        _reusable.Remove(output.Id);
        if (WantsGradient(input))
        {
            var gradient = Gradient(input);
            _gradients[output.Id] = gradient;
            Backward(new ActivateColumnsBackward(function, output, gradient, size));
        }

        return output;
    }

    public Recording Finish(
        Rows output, int parameterCount, int bufferCount, ILossHandle? loss, ClassJudge? judge) => new(
        _forward,
        [.. Enumerable.Reverse(_backward).SelectMany(group => group)],
        _heights,
        Input,
        output,
        Gradient(output),
        parameterCount,
        bufferCount,
        loss,
        judge,
        _wantsInputGradient ? Gradient(Input) : null);

    // The whole of them: an activation of a part leaves the other rows as they are.
    private bool IsReusable(Rows rows) => _reusable.Contains(rows.Id) && rows.Height == _heights[rows.Id];
}
