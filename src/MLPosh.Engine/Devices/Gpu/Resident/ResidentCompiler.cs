namespace MLPosh.Devices.Gpu;

/// <summary>Turns operations into types and numbers, and fuses each activation into the product beside it.</summary>
/// <param name="places">Where rows begin in shared memory, by their id.</param>
/// <param name="stride">Numbers from one row to the next.</param>
internal sealed class ResidentCompiler(int[] places, int stride)
{
    private readonly List<Type> _operations = [];
    private ResidentWeights? _weights;

    /// <summary>Of the operations, <see cref="ResidentOperation.Numbers"/> each.</summary>
    public List<int> Numbers { get; } = [];

    /// <summary>The gradients of weights.</summary>
    public ResidentWeights Weights => _weights ??= new(Place, stride);

    public int Place(Rows rows) => places[rows.Id] + (rows.First * stride);

    /// <summary>The operations as one type.</summary>
    public Type Chain() => Enumerable.Reverse(_operations).Aggregate(
        typeof(Nothing), (rest, operation) => typeof(Then<,>).MakeGenericType(operation, rest));

    /// <returns>False where there is an operation that cannot be run this way.</returns>
    public bool TryForward(IReadOnlyList<Operation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearForward { Repeat.More: 0, Adds: false } linear when next is Activate activate
                    && activate.Input == linear.Output && activate.Output == linear.Output:
                    Add(linear, activate.Function.Accept(new OfFunction(typeof(ActivateSum<>), typeof(ResidentLinear<>))));
                    i++;
                    break;
                case LinearForward { Repeat.More: 0 } linear:
                    Add(linear, typeof(ResidentLinear<>).MakeGenericType(linear.Adds ? typeof(AddSum) : typeof(KeepSum)));
                    break;
                default:
                    if (!TryOther(operations[i]))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    /// <returns>False where there is an operation that cannot be run this way.</returns>
    public bool TryBackward(IReadOnlyList<Operation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            var next = i + 1 < operations.Count ? operations[i + 1] : null;
            switch (operations[i])
            {
                case LinearInputGradient { Repeat.More: 0, Adds: false } linear when next is ActivateBackward activate
                    && activate.Gradient == linear.InputGradient && activate.Function.SlopeNeedsOnlyValue:
                    var slope = activate.Function.Accept(new OfFunction(typeof(TimesSlope<>), typeof(ResidentInputGradient<>)));
                    Add(linear, activate.Output, slope);
                    i++;
                    break;
                case LinearInputGradient { Repeat.More: 0 } linear:
                    var kept = linear.Adds ? typeof(AddSum) : typeof(KeepSum);
                    Add(linear, linear.InputGradient, typeof(ResidentInputGradient<>).MakeGenericType(kept));
                    break;
                case LinearWeightGradient { Repeat.More: 0 } linear:
                    if (!Weights.TryAdd(linear))
                    {
                        return false;
                    }

                    break;
                default:
                    if (!TryOther(operations[i]))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private void Add(LinearForward linear, Type type) => Add(
        type,
        linear.Weight.Offset,
        linear.Bias?.Offset ?? -1,
        Place(linear.Input),
        Place(linear.Output),
        Place(linear.Output),
        linear.Input.Height,
        linear.Output.Height);

    private void Add(LinearInputGradient linear, Rows beside, Type type) => Add(
        type,
        linear.Weight.Offset,
        -1,
        Place(linear.OutputGradient),
        Place(linear.InputGradient),
        Place(beside),
        linear.OutputGradient.Height,
        linear.InputGradient.Height);

    private void Add(Type type, int n0, int n1, int n2, int n3, int n4, int n5, int n6)
    {
        _operations.Add(type);
        Numbers.AddRange(n0, n1, n2, n3, n4, n5, n6);
    }

    private bool TryOther(Operation operation)
    {
        switch (operation)
        {
            case Clear clear:
                Add(typeof(ResidentClear), Place(clear.Rows), 0, 0, 0, 0, 0, clear.Rows.Height);
                return true;
            case Activate activate:
                var forward = activate.Function.Accept(new OfFunction(null, typeof(ResidentActivate<>)));
                Add(forward, Place(activate.Input), Place(activate.Output), 0, 0, 0, 0, activate.Input.Height);
                return true;
            case ActivateBackward activate:
                var backward = activate.Function.Accept(new OfFunction(null, typeof(ResidentActivateBackward<>)));
                Add(
                    backward,
                    Place(activate.Input),
                    Place(activate.Output),
                    Place(activate.Gradient),
                    0,
                    0,
                    0,
                    activate.Gradient.Height);
                return true;
            case ActivateColumns columns:
                var together = columns.Function.Accept(new OfColumns(typeof(ColumnForward<>)));
                Add(together, Place(columns.Input), Place(columns.Output), columns.Size, 0, 0, 0, columns.Input.Height);
                return true;
            case ActivateColumnsBackward columns:
                var back = columns.Function.Accept(new OfColumns(typeof(ColumnBackward<>)));
                Add(back, Place(columns.Output), Place(columns.Gradient), columns.Size, 0, 0, 0, columns.Gradient.Height);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An operation of a function, or of an epilogue of it.</summary>
    private sealed class OfFunction(Type? epilogue, Type operation) : IActivationVisitor<Type>
    {
        public Type Visit<TFunction>()
            where TFunction : struct, IActivationFunction =>
            operation.MakeGenericType(epilogue?.MakeGenericType(typeof(TFunction)) ?? typeof(TFunction));
    }

    private sealed class OfColumns(Type pass) : IColumnVisitor<Type>
    {
        public Type Visit<TFunction>()
            where TFunction : struct, IColumnFunction =>
            typeof(ResidentColumns<>).MakeGenericType(pass.MakeGenericType(typeof(TFunction)));
    }
}
