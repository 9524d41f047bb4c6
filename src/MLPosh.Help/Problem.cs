namespace MLPosh.Help;

/// <summary>Something wrong with a page, in the form that MSBuild shows as an error of that file.</summary>
internal sealed record Problem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}({Line}): error HELP: {Message}";
}
