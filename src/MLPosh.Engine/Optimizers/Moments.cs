using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>What Adam and its kin remember of a parameter: moving means of its gradient and of that squared.</summary>
/// <param name="Beta1">What a step keeps of the mean.</param>
/// <param name="Beta2">What a step keeps of the mean of squares.</param>
/// <param name="Decay">L2 penalty: how much of the parameter is added to its gradient.</param>
internal readonly record struct Moments(double Beta1, double Beta2, double Decay)
{
    /// <summary>Moves both means, and gives the gradient with the penalty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Update<T>(T parameter, T gradient, ref T mean, ref T square)
        where T : struct, IReal<T>
    {
        var slope = T.MultiplyAdd(T.Constant(Decay), parameter, gradient);
        mean = T.MultiplyAdd(T.Constant(Beta1), mean, T.Constant(1 - Beta1) * slope);
        square = T.MultiplyAdd(T.Constant(Beta2), square, T.Constant(1 - Beta2) * slope * slope);
        return slope;
    }
}
