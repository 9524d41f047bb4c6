using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLPosh.Devices.Cpu;

/// <summary>A register of 512 bits.</summary>
internal readonly unsafe struct Lane512<T>(Vector512<T> vector) : ILane<Lane512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _vector = vector;

    public static int Count => Vector512<T>.Count;

    public static bool HasManyRegisters => true;

    public static Lane512<T> operator +(Lane512<T> left, Lane512<T> right) => new(left._vector + right._vector);

    public static Lane512<T> operator -(Lane512<T> left, Lane512<T> right) => new(left._vector - right._vector);

    public static Lane512<T> operator *(Lane512<T> left, Lane512<T> right) => new(left._vector * right._vector);

    public static Lane512<T> operator /(Lane512<T> left, Lane512<T> right) => new(left._vector / right._vector);

    public static Lane512<T> operator -(Lane512<T> value) => new(-value._vector);

    public static Lane512<T> Load(T* source) => new(Vector512.Load(source));

    public static Lane512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static void Store(T* destination, Lane512<T> value) => value._vector.Store(destination);

    public static T Sum(Lane512<T> value) => Vector512.Sum(value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T* destination, Lane512<T> a, Lane512<T> b, Lane512<T> c, Lane512<T> d)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
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
    public static Lane512<T> First(Lane512<T> value, int count) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(count))), value._vector, Vector512<T>.Zero));

    // The typeof tests are constants to the JIT: only one branch is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)value).As<float, T>())
        : new(Vector512.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> MultiplyAdd(Lane512<T> a, Lane512<T> b, Lane512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a._vector.AsSingle(), b._vector.AsSingle(), c._vector.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a._vector.AsDouble(), b._vector.AsDouble(), c._vector.AsDouble()).As<double, T>());

    public static Lane512<T> Abs(Lane512<T> value) => new(Vector512.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sign(Lane512<T> value)
    {
        // 0 and NaN are themselves.
        var x = value._vector;
        return new(Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(x), Vector512<T>.Zero), Vector512.CopySign(Vector512<T>.One, x), x));
    }

    // Native: the second operand wins where either is NaN, and it takes one instruction instead of three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> AtLeast(Lane512<T> floor, Lane512<T> value) =>
        new(Vector512.MaxNative(floor._vector, value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> IfPositive(Lane512<T> condition, Lane512<T> then, Lane512<T> otherwise) => new(
        Vector512.ConditionalSelect(
            Vector512.GreaterThan(condition._vector, Vector512<T>.Zero), then._vector, otherwise._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Exp(Lane512<T> value) => typeof(T) == typeof(float)
        ? new(Exp(value._vector.AsSingle()).As<float, T>())
        : new(Vector512.Exp(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Log(Lane512<T> value) => typeof(T) == typeof(float)
        ? new(Vector512.Log(value._vector.AsSingle()).As<float, T>())
        : new(Vector512.Log(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Tanh(Lane512<T> value) => LaneMath.Tanh(value);

    public static Lane512<T> Sqrt(Lane512<T> value) => new(Vector512.Sqrt(value._vector));

    /// <summary>
    /// e^(n ln 2 + r) = 2^n e^r with |r| at most ln 2 / 2, where a polynomial is at most a unit of the last digit off. In vectors,
    /// not in lanes: of so many operators the JIT would soon inline none. (.NET's own computes in double precision, in a call a
    /// register.)
    /// </summary>
    /// <remarks>Source: S. Moshier, Cephes Mathematical Library, expf.c.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> value)
    {
        // Beyond these the result is infinite or 0 in any case; NaN passes both.
        var x = Vector512.MinNative(Vector512.Create(89f), Vector512.MaxNative(Vector512.Create(-104f), value));

        // So large a number has no place for digits behind the point.
        var whole = Vector512.Create(1.5f * (1 << 23));
        var n = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504088896341f), whole) - whole;
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        var sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, r * r, r) + Vector512.Create(1f);
        if (Avx512F.IsSupported)
        {
            return Avx512F.Scale(sum, n);
        }

        // In two steps, as 2^n itself may be too large or too small for a normal number.
        var power = Vector512.ConvertToInt32Native(n);
        var half = power >> 1;
        return sum
            * ((half + Vector512.Create(127)) << 23).AsSingle()
            * ((power - half + Vector512.Create(127)) << 23).AsSingle();
    }
}
