using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>Calls by name: [Math]::Exp(…), [Activation]::Sigmoid(…), (sigmoid (…)). Types and members are compared as text, never resolved.</summary>
internal static class ExpressionCalls
{
    /// <exception cref="MLPoshException">ExpressionNotSupported.</exception>
    public static ExpressionOperation Of(InvokeMemberExpressionAst call)
    {
        if (!call.Static
            || call.Expression is not TypeExpressionAst type
            || call.Member is not StringConstantExpressionAst member
            || !IsPlainCall(call))
        {
            throw Refusal.Of(call, "the calls are [Math]::Exp(…) and the like, and [Activation]::Sigmoid(…)");
        }

        var operation = type.TypeName.FullName.ToUpperInvariant() switch
        {
            "MATH" or "SYSTEM.MATH" => ExpressionOperation.TryFindFunction(member.Value) ?? throw Refusal.Of(
                call, $"the functions of [Math] are {string.Join(", ", ExpressionOperation.FunctionNames)}"),
            "ACTIVATION" or "MLPOSH.ACTIVATION" => ActivationOf(member.Value, call),
            _ => throw Refusal.Of(call, "the types are [Math] and [Activation]"),
        };
        int given = call.Arguments?.Count ?? 0;
        return given == operation.InputCount
            ? operation
            : throw Refusal.Of(call, $"{operation.Name} takes {operation.InputCount} value(s), not {given}");
    }

    /// <exception cref="MLPoshException">ExpressionNotSupported.</exception>
    public static ExpressionOperation Of(CommandAst command)
    {
        if (command.InvocationOperator != TokenKind.Unknown
            || command.CommandElements[0] is not StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } name
            || !Activation.Names.Contains(name.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw Refusal.Of(command, "an expression runs no commands");
        }

        return command.CommandElements is [_, ParenExpressionAst or VariableExpressionAst]
            ? ActivationOf(name.Value, command)
            : throw Refusal.Of(command, $"an activation takes one value in parentheses: ({name.Value} ($x + $y))");
    }

    private static ExpressionOperation ActivationOf(string name, Ast call)
    {
        if (!Activation.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw Refusal.Of(call, $"the activations are {string.Join(", ", Activation.Names)}");
        }

        return ExpressionOperation.TryMakeActivation(Activation.Find(name)) ?? throw Refusal.Of(
            call, "its values depend on one another, and an expression is computed element by element");
    }

    /// <summary>Whether the argument list follows the name at once: [Math]::Max[int](…) has types between.</summary>
    private static bool IsPlainCall(InvokeMemberExpressionAst call) =>
        call.Extent.StartScriptPosition.GetFullScript()[call.Member.Extent.EndOffset] == '(';
}
