namespace MLPosh.Devices.Reference;

/// <summary>One number in double precision.</summary>
internal readonly record struct Real64(double Number) : IReal<Real64>
{
    public static Real64 operator +(Real64 left, Real64 right) => new(left.Number + right.Number);

    public static Real64 operator -(Real64 left, Real64 right) => new(left.Number - right.Number);

    public static Real64 operator *(Real64 left, Real64 right) => new(left.Number * right.Number);

    public static Real64 operator /(Real64 left, Real64 right) => new(left.Number / right.Number);

    public static Real64 operator -(Real64 value) => new(-value.Number);

    public static Real64 Constant(double value) => new(value);

    public static Real64 MultiplyAdd(Real64 a, Real64 b, Real64 c) => new((a.Number * b.Number) + c.Number);

    public static Real64 Abs(Real64 value) => new(Math.Abs(value.Number));

    public static Real64 Sign(Real64 value) =>
        double.IsNaN(value.Number) ? value : new(Math.Sign(value.Number));

    public static Real64 AtLeast(Real64 floor, Real64 value) => new(Math.Max(floor.Number, value.Number));

    public static Real64 IfPositive(Real64 condition, Real64 then, Real64 otherwise) =>
        condition.Number > 0 ? then : otherwise;

    public static Real64 Exp(Real64 value) => new(Math.Exp(value.Number));

    public static Real64 Log(Real64 value) => new(Math.Log(value.Number));

    public static Real64 Tanh(Real64 value) => new(Math.Tanh(value.Number));

    public static Real64 Sqrt(Real64 value) => new(Math.Sqrt(value.Number));
}
