using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLPosh.Devices.Cpu;

/// <summary>A register of 256 bits.</summary>
internal readonly unsafe struct Lane256<T>(Vector256<T> vector) : ILane<Lane256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _vector = vector;

    public static int Count => Vector256<T>.Count;

    public static bool HasManyRegisters => false;

    public static Lane256<T> operator +(Lane256<T> left, Lane256<T> right) => new(left._vector + right._vector);

    public static Lane256<T> operator -(Lane256<T> left, Lane256<T> right) => new(left._vector - right._vector);

    public static Lane256<T> operator *(Lane256<T> left, Lane256<T> right) => new(left._vector * right._vector);

    public static Lane256<T> operator /(Lane256<T> left, Lane256<T> right) => new(left._vector / right._vector);

    public static Lane256<T> operator -(Lane256<T> value) => new(-value._vector);

    public static Lane256<T> Load(T* source) => new(Vector256.Load(source));

    public static Lane256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static void Store(T* destination, Lane256<T> value) => value._vector.Store(destination);

    public static T Sum(Lane256<T> value) => Vector256.Sum(value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T* destination, Lane256<T> a, Lane256<T> b, Lane256<T> c, Lane256<T> d)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            LaneMath.AddSums(
                (float*)destination, a._vector.AsSingle(), b._vector.AsSingle(), c._vector.AsSingle(), d._vector.AsSingle());
            return;
        }

        destination[0] += Sum(a);
        destination[1] += Sum(b);
        destination[2] += Sum(c);
        destination[3] += Sum(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> First(Lane256<T> value, int count) => new(Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(count))), value._vector, Vector256<T>.Zero));

    // The typeof tests are constants to the JIT: only one branch is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector256.Create((float)value).As<float, T>())
        : new(Vector256.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> MultiplyAdd(Lane256<T> a, Lane256<T> b, Lane256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a._vector.AsSingle(), b._vector.AsSingle(), c._vector.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a._vector.AsDouble(), b._vector.AsDouble(), c._vector.AsDouble()).As<double, T>());

    public static Lane256<T> Abs(Lane256<T> value) => new(Vector256.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Sign(Lane256<T> value)
    {
        // 0 and NaN are themselves.
        var x = value._vector;
        return new(Vector256.ConditionalSelect(
            Vector256.GreaterThan(Vector256.Abs(x), Vector256<T>.Zero), Vector256.CopySign(Vector256<T>.One, x), x));
    }

    // Native: the second operand wins where either is NaN, and it takes one instruction instead of three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> AtLeast(Lane256<T> floor, Lane256<T> value) =>
        new(Vector256.MaxNative(floor._vector, value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> IfPositive(Lane256<T> condition, Lane256<T> then, Lane256<T> otherwise) => new(
        Vector256.ConditionalSelect(
            Vector256.GreaterThan(condition._vector, Vector256<T>.Zero), then._vector, otherwise._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Exp(Lane256<T> value) => typeof(T) == typeof(float)
        ? new(Exp(value._vector.AsSingle()).As<float, T>())
        : new(Vector256.Exp(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Log(Lane256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.Log(value._vector.AsSingle()).As<float, T>())
        : new(Vector256.Log(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Tanh(Lane256<T> value) => LaneMath.Tanh(value);

    public static Lane256<T> Sqrt(Lane256<T> value) => new(Vector256.Sqrt(value._vector));

    /// <summary>
    /// e^(n ln 2 + r) = 2^n e^r with |r| at most ln 2 / 2, where a polynomial is at most a unit of the last digit off. In vectors,
    /// not in lanes: of so many operators the JIT would soon inline none. (.NET's own computes in double precision, in a call a
    /// register.)
    /// </summary>
    /// <remarks>Source: S. Moshier, Cephes Mathematical Library, expf.c.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> value)
    {
        // Beyond these the result is infinite or 0 in any case; NaN passes both.
        var x = Vector256.MinNative(Vector256.Create(89f), Vector256.MaxNative(Vector256.Create(-104f), value));

        // So large a number has no place for digits behind the point.
        var whole = Vector256.Create(1.5f * (1 << 23));
        var n = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504088896341f), whole) - whole;
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);
        var sum = Vector256.Create(1.9875691500e-4f);
        sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1.3981999507e-3f));
        sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(8.3334519073e-3f));
        sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(4.1665795894e-2f));
        sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1.6666665459e-1f));
        sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(5.0000001201e-1f));
        sum = Vector256.FusedMultiplyAdd(sum, r * r, r) + Vector256.Create(1f);

        // In two steps, as 2^n itself may be too large or too small for a normal number.
        var power = Vector256.ConvertToInt32Native(n);
        var half = power >> 1;
        return sum
            * ((half + Vector256.Create(127)) << 23).AsSingle()
            * ((power - half + Vector256.Create(127)) << 23).AsSingle();
    }
}
