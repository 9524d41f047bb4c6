using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Points that fill a cube evenly: the first 2^k of them have one in each of 2^k equal slices, whatever the axis. A random
/// digital shift by the seed moves them without changing that.
/// </summary>
/// <remarks>Source: Sobol, USSR Comput. Math. Math. Phys. 7, 1967; the order by Gray code: Antonov, Saleev, 1979.</remarks>
internal sealed class SobolSequence
{
    private const int Bits = 32;
    private const double Scale = 1.0 / (1UL << Bits);

    private readonly uint[][] _directions;
    private readonly uint[] _shift;

    /// <param name="space">Whose ranges are the axes.</param>
    /// <param name="seed">For the shift.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for more dimensions than there are direction numbers for.</exception>
    public SobolSequence(SearchSpace space, long seed)
        : this(space.Ranges.Count, [.. Enumerable.Range(0, space.Ranges.Count).Select(i =>
            (uint)(Philox.UniformSingle(seed, RandomStream.Trials, 0, -1 - i) * (1 << 24)) << 8)])
    {
    }

    /// <param name="dimensions">Axes.</param>
    /// <param name="shift">What each axis' digits are xored with.</param>
    internal SobolSequence(int dimensions, uint[] shift)
    {
        if (dimensions > SobolDirections.Table.Length + 1)
        {
            throw Option.OutOfRange(
                "The number of parameters",
                dimensions,
                string.Create(CultureInfo.InvariantCulture, $"at most {SobolDirections.Table.Length + 1} with the strategy Sobol"));
        }

        _directions = [.. Enumerable.Range(0, dimensions).Select(Directions)];
        _shift = shift;
    }

    /// <summary>Gives the point of this number.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="shares">Receives a number from 0 to below 1 for each axis.</param>
    public void Point(int index, Span<double> shares)
    {
        uint gray = (uint)index ^ ((uint)index >> 1);
        for (int axis = 0; axis < shares.Length; axis++)
        {
            uint digits = _shift[axis];
            for (int bit = 0; gray >> bit != 0; bit++)
            {
                digits ^= ((gray >> bit) & 1) != 0 ? _directions[axis][bit] : 0;
            }

            shares[axis] = digits * Scale;
        }
    }

    private static uint[] Directions(int axis)
    {
        var directions = new uint[Bits];
        var (polynomial, initial) = axis == 0 ? (1, []) : SobolDirections.Table[axis - 1];
        int degree = initial.Length;
        for (int i = 0; i < Bits; i++)
        {
            uint number = axis == 0 ? 1 : i < degree ? initial[i] : 0;
            if (axis > 0 && i >= degree)
            {
                // In the numbers m of the literature, of which the direction is m / 2^(i+1).
                number = directions[i - degree] >> (Bits - 1 - (i - degree));
                number ^= number << degree;
                for (int power = 1; power < degree; power++)
                {
                    if (((polynomial >> (degree - power)) & 1) != 0)
                    {
                        number ^= (directions[i - power] >> (Bits - 1 - (i - power))) << power;
                    }
                }
            }

            directions[i] = number << (Bits - 1 - i);
        }

        return directions;
    }
}
