namespace MLPosh;

/// <summary>What a network is to learn from a generated sequence.</summary>
public enum SequenceTask
{
    /// <summary>
    /// The sum of the two values that are marked, one in each half of the sequence. Source: Hochreiter and Schmidhuber,
    /// "Long Short-Term Memory", Neural Computation 9, 1997, experiment 4.
    /// </summary>
    Adding,

    /// <summary>The next value of a sine wave.</summary>
    Sine,

    /// <summary>Whether a string of bits has an odd number of ones.</summary>
    Parity,
}
