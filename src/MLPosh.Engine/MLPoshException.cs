namespace MLPosh;

/// <summary>The one exception that the engine throws on purpose.</summary>
public sealed class MLPoshException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="id">What went wrong.</param>
    /// <param name="message">Names the offending thing and what was expected instead.</param>
    /// <param name="target">The offending thing itself.</param>
    /// <param name="innerException">What caused it, if that was an exception.</param>
    public MLPoshException(ErrorId id, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Id = id;
        Target = target;
    }

    /// <summary>What went wrong.</summary>
    public ErrorId Id { get; }

    /// <summary>The offending thing: a name, a value, a path, a network …</summary>
    public object? Target { get; }
}
