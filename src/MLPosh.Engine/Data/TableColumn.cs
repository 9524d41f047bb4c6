namespace MLPosh;

/// <summary>One column as it is read: numbers, and a small number in place of each label.</summary>
internal sealed class TableColumn(string name, int index, bool isTarget, bool isCategorical)
{
    private readonly List<double> _numbers = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private List<int>? _labels;

    public string Name => name;

    /// <summary>Its place in a row.</summary>
    public int Index => index;

    public bool IsTarget => isTarget;

    public bool IsCategorical => isCategorical;

    /// <summary>Whether its values are labels: told so, or a target with a value that is no number.</summary>
    public bool HasLabels => isCategorical || (isTarget && _labels is not null);

    /// <summary>The labels, sorted ordinally.</summary>
    public IReadOnlyList<string> Labels => [.. Codes().Keys.Order(StringComparer.Ordinal)];

    public double this[int row] => _numbers[row];

    public void Add(Cell cell)
    {
        if (cell.Text is not null && _labels is null)
        {
            // The first label of a column of numbers: from here on both are kept, for the numbers may be labels too.
            _labels = [.. Enumerable.Repeat(-1, _numbers.Count)];
        }

        _numbers.Add(cell.Number);
        _labels?.Add(cell.Text is { } text ? Code(text) : -1);
    }

    /// <summary>The place of a row's label in <see cref="Labels"/>; -1 where the cell holds no value.</summary>
    public int[] LabelIndices()
    {
        var codes = Codes();
        var rank = Labels.Select((label, place) => (Code: codes[label], place)).ToDictionary(pair => pair.Code, pair => pair.place);
        return [.. Enumerable.Range(0, _numbers.Count).Select(row => CodeAt(row) is var code && code < 0 ? -1 : rank[code])];
    }

    /// <summary>The mean of the values that are there; NaN if none is.</summary>
    public double Mean()
    {
        double mean = 0;
        int count = 0;
        foreach (double number in _numbers)
        {
            if (!double.IsNaN(number))
            {
                mean += (number - mean) / ++count;
            }
        }

        return count > 0 ? mean : double.NaN;
    }

    public bool IsMissing(int row) => double.IsNaN(_numbers[row]) && (_labels is null || _labels[row] < 0);

    private Dictionary<string, int> Codes()
    {
        for (int row = 0; row < _numbers.Count; row++)
        {
            CodeAt(row);
        }

        return _codes;
    }

    private int CodeAt(int row) => _labels is not null && _labels[row] >= 0
        ? _labels[row]
        : double.IsNaN(_numbers[row]) ? -1 : Code(new Cell(null, _numbers[row]).Label());

    private int Code(string label)
    {
        if (!_codes.TryGetValue(label, out int code))
        {
            code = _codes.Count;
            _codes.Add(label, code);
        }

        return code;
    }
}
