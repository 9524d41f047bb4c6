using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        if (typeof(T) == typeof(float) && LaneMath.CanSumFour)
        {
            LaneMath.AddSums(
                (float*)destination,
                LaneMath.Halved(a._vector.AsSingle()),
                LaneMath.Halved(b._vector.AsSingle()),
                LaneMath.Halved(c._vector.AsSingle()),
                LaneMath.Halved(d._vector.AsSingle()));
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
        ? new(Vector256.Exp(value._vector.AsSingle()).As<float, T>())
        : new(Vector256.Exp(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Log(Lane256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.Log(value._vector.AsSingle()).As<float, T>())
        : new(Vector256.Log(value._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Tanh(Lane256<T> value) => LaneMath.Tanh(value);

    public static Lane256<T> Sqrt(Lane256<T> value) => new(Vector256.Sqrt(value._vector));
}
