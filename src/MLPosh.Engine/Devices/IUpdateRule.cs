namespace MLPosh.Devices;

/// <summary>
/// How one parameter moves in one step. Implementations are small structs of coefficients; the device keeps what the
/// rule remembers of each parameter (momentum …), see <see cref="Plan.ReserveMemory"/>.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>How many numbers the rule remembers of each parameter, from 0 to 3: the first so many of Apply's.</summary>
    static abstract int MemoryCount { get; }

    /// <summary>Whether its coefficients are others from step to step at the same learning rate; a device may then count on by itself.</summary>
    static abstract bool IsCounting { get; }

    /// <summary>
    /// Makes it the rule of the next step at the same learning rate: to the same bits on every device, so that nothing is added to a
    /// product which was made in the same step, as some compilers round the two once and others twice.
    /// </summary>
    void Advance();

    /// <summary>The parameter after the step.</summary>
    /// <param name="parameter">Its value before.</param>
    /// <param name="gradient">The derivative of the mean loss by it.</param>
    /// <param name="first">What the rule remembers of this parameter, to be updated.</param>
    /// <param name="second">As <paramref name="first"/>.</param>
    /// <param name="third">As <paramref name="first"/>.</param>
    T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IReal<T>;
}
