using System.Globalization;
using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>The error for what an expression may not hold.</summary>
internal static class Refusal
{
    private const int MostLetters = 60;
    private const string Supported =
        "an expression has variables, numbers, + - * /, parentheses, assignments, [Math]::Exp(…) and the like, and [Activation]::Sigmoid(…)";

    /// <param name="ast">What is refused.</param>
    /// <param name="why">Why, or what would do; null where nothing is like it.</param>
    public static MLPoshException Of(Ast ast, string? why)
    {
        string text = TextOf(ast.Extent);
        return new MLPoshException(
            ErrorId.ExpressionNotSupported,
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{text}' (line {ast.Extent.StartLineNumber}, column {ast.Extent.StartColumnNumber}) is not supported: {why ?? Supported}."),
            text);
    }

    /// <summary>The first line, shortened: it may be long, and a copy of all of it is not needed.</summary>
    private static string TextOf(IScriptExtent extent)
    {
        string script = extent.StartScriptPosition.GetFullScript();
        int length = extent.EndOffset - extent.StartOffset;
        var text = script.AsSpan(extent.StartOffset, Math.Min(length, MostLetters));
        int line = text.IndexOfAny('\r', '\n');
        return length <= MostLetters && line < 0 ? text.ToString() : $"{(line < 0 ? text : text[..line])}…";
    }
}
