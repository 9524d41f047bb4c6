using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace MLPosh.Commands;

/// <summary>The statements of a script block that is nothing but statements, and the expression of a pipeline that is nothing but one.</summary>
internal static class ExpressionStatements
{
    private static readonly PropertyInfo? Background = typeof(PipelineAst).GetProperty("Background");

    /// <exception cref="MLPoshException">ExpressionNotSupported.</exception>
    public static IReadOnlyList<StatementAst> Of(ScriptBlock expression)
    {
        if (expression.Ast is not ScriptBlockAst block)
        {
            throw Refusal.Of(expression.Ast, "a function is not an expression; give { … }");
        }

        Ast? other = (Ast?)block.ParamBlock
            ?? (Ast?)block.DynamicParamBlock
            ?? (Ast?)block.BeginBlock
            ?? (Ast?)block.ProcessBlock
            ?? block.UsingStatements.FirstOrDefault();
        if (other is not null)
        {
            throw Refusal.Of(other, "an expression takes its variables from -At and has no blocks");
        }

        // A named end block may have others beside it that PowerShellStandard does not know, such as clean.
        if (block.EndBlock is not { Unnamed: true } body || body.Traps is { Count: > 0 } || body.Statements.Count == 0)
        {
            throw Refusal.Of(block, "it must have an expression, and no blocks or traps");
        }

        return body.Statements;
    }

    /// <summary>What is left of a pipeline with one element, no redirection and nothing behind it.</summary>
    /// <exception cref="MLPoshException">ExpressionNotSupported.</exception>
    public static CommandBaseAst OnlyElement(PipelineAst pipeline)
    {
        if (pipeline.PipelineElements.Count != 1)
        {
            throw Refusal.Of(pipeline, "an expression has no pipelines");
        }

        var element = pipeline.PipelineElements[0];
        return element.Redirections.Count == 0 && !IsJob(pipeline)
            ? element
            : throw Refusal.Of(pipeline, "an expression has no redirections and no jobs");
    }

    /// <summary>'… &amp;'. PowerShellStandard does not know the property, which PowerShell has since 6.0.</summary>
    private static bool IsJob(PipelineAst pipeline) => Background?.GetValue(pipeline) is true;
}
