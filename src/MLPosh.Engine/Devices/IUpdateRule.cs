namespace MLPosh.Devices;

/// <summary>
/// How one parameter moves in one step. Implementations are small structs of coefficients; the device keeps what the
/// rule remembers of each parameter (momentum …), zero at first.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>The parameter after the step.</summary>
    /// <param name="parameter">Its value before.</param>
    /// <param name="gradient">The derivative of the mean loss by it.</param>
    /// <param name="memory">What the rule remembers of this parameter, to be updated.</param>
    T Apply<T>(T parameter, T gradient, ref T memory)
        where T : struct, IReal<T>;
}
