using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLPosh.Devices.Cpu;

/// <summary>A register of 128 bits.</summary>
internal readonly unsafe struct Lane128<T>(Vector128<T> vector) : ILane<Lane128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector128<T> _vector = vector;

    public static int Count => Vector128<T>.Count;

    public static bool HasManyRegisters => false;

    public static Lane128<T> operator +(Lane128<T> left, Lane128<T> right) => new(left._vector + right._vector);

    public static Lane128<T> operator -(Lane128<T> left, Lane128<T> right) => new(left._vector - right._vector);

    public static Lane128<T> operator *(Lane128<T> left, Lane128<T> right) => new(left._vector * right._vector);

    public static Lane128<T> operator /(Lane128<T> left, Lane128<T> right) => new(left._vector / right._vector);

    public static Lane128<T> operator -(Lane128<T> value) => new(-value._vector);

    public static Lane128<T> Load(T* source) => new(Vector128.Load(source));

    public static Lane128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static void Store(T* destination, Lane128<T> value) => value._vector.Store(destination);

    public static T Sum(Lane128<T> value) => Vector128.Sum(value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T* destination, Lane128<T> a, Lane128<T> b, Lane128<T> c, Lane128<T> d)
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            LaneMath.AddSums(
                (float*)destination,
                a._vector.AsSingle(),
                b._vector.AsSingle(),
                c._vector.AsSingle(),
                d._vector.AsSingle());
            return;
        }

        destination[0] += Sum(a);
        destination[1] += Sum(b);
        destination[2] += Sum(c);
        destination[3] += Sum(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> First(Lane128<T> value, int count) => new(Vector128.ConditionalSelect(
        Vector128.LessThan(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(count))), value._vector, Vector128<T>.Zero));

    // The typeof tests are constants to the JIT: only one branch is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)value).As<float, T>())
        : new(Vector128.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> MultiplyAdd(Lane128<T> a, Lane128<T> b, Lane128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(a._vector.AsSingle(), b._vector.AsSingle(), c._vector.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(a._vector.AsDouble(), b._vector.AsDouble(), c._vector.AsDouble()).As<double, T>());

    public static Lane128<T> Abs(Lane128<T> value) => new(Vector128.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Sign(Lane128<T> value)
    {
        // 0 and NaN are themselves.
        var x = value._vector;
        return new(Vector128.ConditionalSelect(
            Vector128.GreaterThan(Vector128.Abs(x), Vector128<T>.Zero), Vector128.CopySign(Vector128<T>.One, x), x));
    }

    // Native: the second operand wins where either is NaN, and it takes one instruction instead of three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> AtLeast(Lane128<T> floor, Lane128<T> value) =>
        new(Vector128.MaxNative(floor._vector, value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> IfPositive(Lane128<T> condition, Lane128<T> then, Lane128<T> otherwise) => new(
        Vector128.ConditionalSelect(
            Vector128.GreaterThan(condition._vector, Vector128<T>.Zero), then._vector, otherwise._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Exp(Lane128<T> value) => typeof(T) == typeof(float)
        ? new(Exp(value._vector.AsSingle()).As<float, T>())
        : new(Vector128.Exp(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Log(Lane128<T> value) => typeof(T) == typeof(float)
        ? new(Vector128.Log(value._vector.AsSingle()).As<float, T>())
        : new(Vector128.Log(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Tanh(Lane128<T> value) => LaneMath.Tanh(value);

    public static Lane128<T> Sqrt(Lane128<T> value) => new(Vector128.Sqrt(value._vector));

    /// <summary>
    /// e^(n ln 2 + r) = 2^n e^r with |r| at most ln 2 / 2, where a polynomial is at most a unit of the last digit off. In vectors,
    /// not in lanes: of so many operators the JIT would soon inline none. (.NET's own computes in double precision, in a call a
    /// register.)
    /// </summary>
    /// <remarks>Source: S. Moshier, Cephes Mathematical Library, expf.c.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Exp(Vector128<float> value)
    {
        // Beyond these the result is infinite or 0 in any case; NaN passes both.
        var x = Vector128.MinNative(Vector128.Create(89f), Vector128.MaxNative(Vector128.Create(-104f), value));

        // So large a number has no place for digits behind the point.
        var whole = Vector128.Create(1.5f * (1 << 23));
        var n = Vector128.FusedMultiplyAdd(x, Vector128.Create(1.44269504088896341f), whole) - whole;
        var r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-0.693359375f), x);
        r = Vector128.FusedMultiplyAdd(n, Vector128.Create(2.12194440e-4f), r);
        var sum = Vector128.Create(1.9875691500e-4f);
        sum = Vector128.FusedMultiplyAdd(sum, r, Vector128.Create(1.3981999507e-3f));
        sum = Vector128.FusedMultiplyAdd(sum, r, Vector128.Create(8.3334519073e-3f));
        sum = Vector128.FusedMultiplyAdd(sum, r, Vector128.Create(4.1665795894e-2f));
        sum = Vector128.FusedMultiplyAdd(sum, r, Vector128.Create(1.6666665459e-1f));
        sum = Vector128.FusedMultiplyAdd(sum, r, Vector128.Create(5.0000001201e-1f));
        sum = Vector128.FusedMultiplyAdd(sum, r * r, r) + Vector128.Create(1f);

        // In two steps, as 2^n itself may be too large or too small for a normal number.
        var power = Vector128.ConvertToInt32Native(n);
        var half = power >> 1;
        return sum
            * ((half + Vector128.Create(127)) << 23).AsSingle()
            * ((power - half + Vector128.Create(127)) << 23).AsSingle();
    }
}
