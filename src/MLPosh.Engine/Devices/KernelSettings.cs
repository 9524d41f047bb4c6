namespace MLPosh.Devices;

/// <summary>A place among the parameters, or none. In a kernel's fields instead of int?, which GPUs cannot be handed.</summary>
internal readonly struct OptionalIndex
{
    private readonly int _place; // one more than the index, so that the default is none

    private OptionalIndex(int place) => _place = place;

    /// <summary>The place; null for none.</summary>
    public int? Index => _place == 0 ? null : _place - 1;

    public static implicit operator OptionalIndex(int? index) => new((index ?? -1) + 1);
}

/// <summary>Yes or no. In a kernel's fields instead of bool, which GPUs cannot be handed.</summary>
internal readonly struct Flag
{
    private readonly int _value;

    private Flag(int value) => _value = value;

    public static implicit operator Flag(bool value) => new(value ? 1 : 0);

    public static implicit operator bool(Flag flag) => flag._value != 0;
}
