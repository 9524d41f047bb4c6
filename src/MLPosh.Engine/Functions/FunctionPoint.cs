namespace MLPosh;

/// <summary>A function at one point.</summary>
/// <param name="At">Where.</param>
/// <param name="Value">The function's value there.</param>
/// <param name="Derivative">Its derivative there.</param>
public sealed record FunctionPoint(double At, double Value, double Derivative);
