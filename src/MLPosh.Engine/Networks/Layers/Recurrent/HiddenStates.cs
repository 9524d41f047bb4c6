using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Where a recurrent layer keeps its hidden states, one a time step and direction, and zeros before the first of each, so
/// that all steps are alike. What the next layer reads of them lies together.
/// </summary>
internal sealed class HiddenStates
{
    private readonly Recorder _recorder;
    private readonly Rows _rows;
    private readonly int _size;
    private readonly int _directions;

    public HiddenStates(Recorder recorder, int steps, int size, int directions, bool passesOnLast)
    {
        _recorder = recorder;
        (Steps, _size, _directions, PassesOnLast) = (steps, size, directions, passesOnLast);
        // The last states of both directions lie together when one direction follows the other:
        //   zero f0 f1 … f(last) r0 r1 … r(last) zero;
        // all steps of both do when directions take turns: zero ---- f0 r0 f1 r1 … ---- zero.
        _rows = recorder.New((passesOnLast ? directions * (steps + 1) : directions * (steps + directions)) * size);
        Output = passesOnLast
            ? _rows.Slice(steps * size, directions * size)
            : _rows.Slice(directions * size, steps * directions * size);
    }

    public int Steps { get; }

    public bool IsBidirectional => _directions == 2;

    /// <summary>Whether only each direction's last state is read by the next layer.</summary>
    public bool PassesOnLast { get; }

    /// <summary>What the next layer reads.</summary>
    public Rows Output { get; }

    /// <summary>Rows from one time step's state to the next.</summary>
    public int Step => PassesOnLast ? _size : _directions * _size;

    /// <summary>The state at a time; just before the first (-1 forward, the number of steps backward) it is the zeros.</summary>
    public Rows At(int time, bool isReverse)
    {
        int first = PassesOnLast
            ? (isReverse ? (Steps + 1) * _size : _size)
            : (_directions + (isReverse ? 1 : 0)) * _size;
        return _rows.Slice(first + (time * Step), _size);
    }

    public Rows GradientAt(int time, bool isReverse) => _recorder.Gradient(At(time, isReverse));
}
