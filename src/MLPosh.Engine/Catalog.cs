namespace MLPosh;

/// <summary>Things known by name, in any case, with one kind of error for names that are not.</summary>
/// <typeparam name="T">The things.</typeparam>
internal sealed class Catalog<T>
    where T : class
{
    private readonly string _kind;
    private readonly ErrorId _unknown;
    private readonly Dictionary<string, T> _byName;

    /// <param name="kind">What a thing is called in the message: "activation" …</param>
    /// <param name="unknown">The error for a name that is not known.</param>
    /// <param name="name">The name of a thing.</param>
    /// <param name="items">The things, in the order in which they are listed.</param>
    public Catalog(string kind, ErrorId unknown, Func<T, string> name, IReadOnlyList<T> items)
    {
        _kind = kind;
        _unknown = unknown;
        Items = items;
        Names = [.. items.Select(name)];
        _byName = items.ToDictionary(name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<T> Items { get; }

    public IReadOnlyList<string> Names { get; }

    public bool TryFind(string name, out T? item) => _byName.TryGetValue(name, out item);

    public T Find(string name) => TryFind(name, out var item)
        ? item!
        : throw new MLPoshException(
            _unknown, $"'{name}' is not a known {_kind}. Known: {string.Join(", ", Names)}.", name);
}
