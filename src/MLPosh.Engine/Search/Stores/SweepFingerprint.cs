using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MLPosh;

/// <summary>Short texts by which a store tells the things of one sweep from those of another.</summary>
public static class SweepFingerprint
{
    private const int Letters = 16;

    /// <summary>Layers, shape of the input and a hash of all parameters.</summary>
    public static string Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return $"{network}, parameters {Hash(network.Snapshot())}";
    }

    /// <summary>Number of samples, shape of the input and hashes of all numbers.</summary>
    public static string Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        string classes = dataset.Classes is null ? "" : $", classes {string.Join('/', dataset.Classes)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{dataset.Count} samples of {string.Join('x', dataset.InputShape)}, X {Hash(dataset.Source.X.Span)}, Y {Hash(dataset.Source.Y.Span)}{classes}");
    }

    private static string Hash(ReadOnlySpan<double> numbers) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers)))[..Letters];
}
