namespace MLPosh;

/// <summary>An operation at one point: what it gives, and how that changes with each of its inputs.</summary>
/// <param name="Value">What it gives.</param>
/// <param name="First">Its derivative by the first input.</param>
/// <param name="Second">Its derivative by the second input, where it has two.</param>
internal readonly record struct LocalDerivatives(double Value, double First, double Second = 0);
