namespace MLPosh.Devices.Cpu;

/// <summary>
/// Where rows lie in a tile. The gradient of an activation takes the place of its value, where writing the one is the last
/// that is done with the other: a tile of as many samples then takes little more than half the cache.
/// </summary>
internal sealed class RowPlaces
{
    private readonly Place[] _places; // [rows id]

    public RowPlaces(Recording recording)
    {
        var shared = InPlace(recording);
        _places = new Place[recording.Heights.Count];
        for (int id = 0; id < _places.Length; id++)
        {
            if (id == recording.Input.Id)
            {
                _places[id] = new Place(true, 0);
            }
            else if (!shared.ContainsKey(id))
            {
                _places[id] = new Place(false, Count);
                Count += recording.Heights[id];
            }
        }

        foreach (var (gradient, value) in shared)
        {
            _places[gradient] = _places[value];
        }
    }

    /// <summary>Rows of a tile without its input.</summary>
    public int Count { get; }

    public Place Of(Rows rows) => _places[rows.Id].Below(rows.First);

    /// <summary>The gradients that take a value's place, with that value.</summary>
    private static Dictionary<int, int> InPlace(Recording recording)
    {
        var shared = new Dictionary<int, int>();
        bool IsWhole(Rows rows) => rows.First == 0 && rows.Height == recording.Heights[rows.Id];
        for (int i = 0; i + 1 < recording.Backward.Count; i++)
        {
            // Sums that are finished in registers: value and gradient are read and written number by number.
            if (recording.Backward[i] is LinearInputGradient { Adds: false, Repeat.More: 0 } linear
                && MatrixProduct.FinishesInRegisters(linear.OutputGradient.Height)
                && recording.Backward[i + 1] is ActivateBackward activate
                && activate.Gradient == linear.InputGradient
                && activate.Function.SlopeNeedsOnlyValue
                && activate.Function.Accept(new IsShort())
                && IsWhole(activate.Gradient)
                && IsWhole(activate.Output)
                && activate.Output.Id != recording.Input.Id
                && activate.Output.Id != recording.Output.Id
                && activate.Input.Id == activate.Output.Id
                && !recording.Backward.Skip(i + 2).Any(operation => Uses(operation, activate.Output.Id))
                && !recording.Backward.Take(i).Any(operation => Uses(operation, activate.Gradient.Id)))
            {
                shared.Add(activate.Gradient.Id, activate.Output.Id);
            }
        }

        return shared;
    }

    private static bool Uses(Operation operation, int id) => operation switch
    {
        LinearInputGradient linear => linear.OutputGradient.Id == id || linear.InputGradient.Id == id,
        LinearWeightGradient linear => linear.Input.Id == id || linear.OutputGradient.Id == id,
        Clear clear => clear.Rows.Id == id,
        ActivateBackward activate => activate.Input.Id == id || activate.Output.Id == id || activate.Gradient.Id == id,
        ActivateColumnsBackward columns => columns.Output.Id == id || columns.Gradient.Id == id,
        KernelOperation kernel => kernel.Operands.Any(rows => rows.Id == id),
        _ => true,
    };

    private sealed class IsShort : IActivationVisitor<bool>
    {
        public bool Visit<TFunction>()
            where TFunction : struct, IActivationFunction => TFunction.IsShort;
    }
}
