namespace MLPosh.Engine.Tests.Data;

/// <summary>Checks errors whole: id, target and what the message must say.</summary>
internal static class Fails
{
    /// <summary>The action must fail so; returns the error for more checks.</summary>
    public static MLPoshException With(ErrorId id, object? target, Action action, params string[] messageParts)
    {
        var error = Assert.Throws<MLPoshException>(action);
        Assert.Equal(id, error.Id);
        Assert.Equal(target, error.Target);
        Assert.All(messageParts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        return error;
    }
}
