using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MLPosh;

/// <summary>
/// A network as it is written: its layers as text, its seed, and its numbers unless they are what the seed draws. What a
/// sweep draws afresh for each trial takes no room so.
/// </summary>
internal sealed class NetworkRecord
{
    private readonly int[] _inputShape;
    private readonly string[] _layers;
    private readonly long _seed;
    private readonly bool _isAutoEncoder;
    private readonly string? _kind;
    private readonly double[]? _values;

    public NetworkRecord(Network network)
    {
        _inputShape = [.. network.InputShape];
        _layers = [.. network.Layers.Select(layer => layer.ToString()!)];
        _seed = network.Seed;
        _isAutoEncoder = network.IsAutoEncoder;
        _kind = network.Kind;
        double[] values = network.Snapshot();

        // Bit for bit: a copy by the seed is to be the network itself.
        bool isAsDrawn = MemoryMarshal.AsBytes<double>(network.Copy(network.Seed).Snapshot()).SequenceEqual(MemoryMarshal.AsBytes<double>(values));
        _values = isAsDrawn ? null : values;
    }

    /// <exception cref="EndOfStreamException">The block ends early.</exception>
    public NetworkRecord(BinaryReader reader)
    {
        _inputShape = reader.ReadList(reader.ReadInt32)!;
        _layers = reader.ReadList(reader.ReadString)!;
        _seed = reader.ReadInt64();
        _isAutoEncoder = reader.ReadBoolean();
        _kind = reader.ReadOptionalString();
        int count = reader.ReadInt32();
        if (count >= 0)
        {
            _values = new double[count];
            reader.Read(_values);
        }
    }

    /// <summary>Equal for networks that are equal.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join('x', _inputShape)} {string.Join('|', _layers)} {_seed} {_isAutoEncoder} {_kind} {(_values is null ? "" : Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(_values))))}");

    public void Write(BinaryWriter writer)
    {
        writer.WriteList(_inputShape, writer.Write);
        writer.WriteList(_layers, writer.Write);
        writer.Write(_seed);
        writer.Write(_isAutoEncoder);
        writer.WriteOptional(_kind);
        writer.Write(_values?.Length ?? -1);
        writer.Write(_values.AsSpan());
    }

    /// <summary>The network, each time a new one.</summary>
    public Network Make()
    {
        var network = Network.Create(_inputShape, [.. _layers.Select(LayerParser.Parse)], _seed, _isAutoEncoder, _kind);
        if (_values is not null)
        {
            network.Publish(_values);
        }

        return network;
    }
}
