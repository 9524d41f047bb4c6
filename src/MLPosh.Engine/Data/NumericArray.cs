using System.Collections;
using System.Globalization;

namespace MLPosh;

/// <summary>Numbers in a rectangular shape, read from whatever a script holds them in.</summary>
public sealed class NumericArray
{
    private const int DeepestList = 32;

    private readonly List<double> _values = [];
    private readonly List<int> _shape = [];
    private readonly List<int> _position = [];
    private readonly string _name;
    private readonly ErrorId _shapeError;
    private readonly ErrorId _valueError;

    private NumericArray(string name, ErrorId shapeError, ErrorId valueError)
    {
        _name = name;
        _shapeError = shapeError;
        _valueError = valueError;
    }

    /// <summary>The numbers, row-major.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The dimensions, outermost first; none for a single number.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Reads a number, a list, nested lists of any depth, or a rectangular array such as [,].</summary>
    /// <param name="value">Numbers, or text that is one in the invariant culture.</param>
    /// <param name="name">What messages call it: "X", "0.weight" …</param>
    /// <param name="shapeError">The error for rows of different length.</param>
    /// <param name="valueError">The error for what is not a finite number.</param>
    /// <exception cref="MLPoshException">One of both errors, naming row and column.</exception>
    public static NumericArray Read(object? value, string name, ErrorId shapeError, ErrorId valueError)
    {
        var array = new NumericArray(name, shapeError, valueError);
        array.Append(value, depth: 0);
        return array;
    }

    /// <summary>Whether a value is a list of others rather than one number or text.</summary>
    internal static bool IsList(object? value) => value is IEnumerable and not string and not IDictionary;

    /// <summary>Reads an array such as [,]: all of the numbers, or those of one item in a list of such arrays.</summary>
    private void AppendRectangular(Array array, int depth)
    {
        int[] lengths = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        if (_values.Count == 0 && depth == _shape.Count)
        {
            _shape.AddRange(lengths);
        }
        else if (!_shape.Skip(depth).SequenceEqual(lengths))
        {
            throw Ragged($"has {string.Join(" x ", lengths)} values, the ones before it {string.Join(" x ", _shape.Skip(depth))}");
        }

        _position.AddRange(lengths);
        int index = 0;
        foreach (object? element in array)
        {
            for (int dimension = array.Rank - 1, rest = index++; dimension >= 0; rest /= lengths[dimension], dimension--)
            {
                _position[depth + dimension] = (rest % lengths[dimension]) + 1;
            }

            AppendNumber(element);
        }

        _position.RemoveRange(depth, array.Rank);
    }

    private void Append(object? value, int depth)
    {
        if (!IsList(value))
        {
            if (depth < _shape.Count)
            {
                throw Ragged($"has a single value where the others have {_shape[depth]}");
            }

            AppendNumber(value);
            return;
        }

        if (value is Array { Rank: > 1 } rectangular)
        {
            AppendRectangular(rectangular, depth);
            return;
        }

        // A list that holds itself has no end, and running out of stack would end the whole process.
        if (depth == DeepestList)
        {
            throw Ragged($"holds lists in lists more than {DeepestList} deep");
        }

        bool first = _values.Count == 0 && depth == _shape.Count;
        if (!first && depth >= _shape.Count)
        {
            throw Ragged("is a list where the others are single values");
        }

        var items = ((IEnumerable)value!).Cast<object?>().ToList();
        if (first)
        {
            _shape.Add(items.Count);
        }
        else if (items.Count != _shape[depth])
        {
            throw Ragged($"has {items.Count} value(s), the ones before it {_shape[depth]}");
        }

        _position.Add(0);
        for (int i = 0; i < items.Count; i++)
        {
            _position[depth] = i + 1;
            Append(items[i], depth + 1);
        }

        _position.RemoveAt(depth);
    }

    private void AppendNumber(object? value)
    {
        double number = Cell.Of(value).Number;
        if (!double.IsFinite(number))
        {
            string found = value is null || (value is string text && string.IsNullOrWhiteSpace(text))
                ? "is empty"
                : string.Create(CultureInfo.InvariantCulture, $"is '{value}'");
            throw new MLPoshException(
                _valueError, $"{_name} {found} at {Position()}; every value must be a finite number.", value ?? _name);
        }

        _values.Add(number);
    }

    private MLPoshException Ragged(string what) => new(
        _shapeError, $"{_name} is ragged: {Position()} {what}. All rows must have the same length.", _name);

    private string Position() => _position.Count switch
    {
        0 => "its only value",
        1 => $"row {_position[0]}",
        2 => $"row {_position[0]}, column {_position[1]}",
        _ => $"position {string.Join(", ", _position)}",
    };
}
