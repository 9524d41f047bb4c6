using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;

namespace MLPosh.Commands;

/// <summary>
/// Reads a script block's syntax tree as an expression. Nothing of it is run, and no name is looked up outside the lists
/// below. What is still to do waits on a stack of its own, because expressions may be deeper than the thread's.
/// </summary>
internal sealed class ExpressionTranslator
{
    private readonly Stack<Action> _steps = new();
    private readonly Stack<int> _operands = new();

    private ExpressionTranslator()
    {
    }

    private ExpressionGraph Graph { get; } = new();

    /// <summary>The graph of an expression, and the node that is its value.</summary>
    /// <exception cref="MLPoshException">ExpressionNotSupported, naming text, line and column.</exception>
    public static (ExpressionGraph Graph, int Result) Translate(ScriptBlock expression)
    {
        var translator = new ExpressionTranslator();
        var statements = ExpressionStatements.Of(expression);
        translator.Then([.. statements.Select((statement, i) =>
            (Action)(() => translator.Statement(statement, isLast: i == statements.Count - 1)))]);
        while (translator._steps.TryPop(out var step))
        {
            step();
        }

        return (translator.Graph, translator._operands.Peek());
    }

    private void Statement(StatementAst statement, bool isLast)
    {
        if (!isLast)
        {
            if (statement is not AssignmentStatementAst)
            {
                throw Refusal.Of(statement, "only the last statement gives the value; those before it assign: $q = $x + $y");
            }

            Then(() => Visit(statement), () => _operands.Pop());
            return;
        }

        Visit(statement);
    }

    private void Visit(Ast ast)
    {
        switch (ast)
        {
            case PipelineAst pipeline:
                Visit(ExpressionStatements.OnlyElement(pipeline));
                break;
            case CommandExpressionAst { Redirections.Count: 0 } command:
                Then(() => Visit(command.Expression));
                break;
            case ParenExpressionAst parenthesis:
                Then(() => Visit(parenthesis.Pipeline));
                break;
            case AssignmentStatementAst assignment:
                string name = AssignedName(assignment);
                Then(() => Visit(assignment.Right), () => Assign(assignment, name));
                break;
            case BinaryExpressionAst binary:
                Operate(OperationOf(binary), binary.Left, binary.Right);
                break;
            case UnaryExpressionAst { TokenKind: TokenKind.Minus } unary:
                Operate(ExpressionOperation.Negate, unary.Child);
                break;
            case InvokeMemberExpressionAst call:
                Operate(ExpressionCalls.Of(call), [.. call.Arguments]);
                break;
            case CommandAst command:
                Operate(ExpressionCalls.Of(command), command.CommandElements[1]);
                break;
            case VariableExpressionAst variable:
                _operands.Push(Graph.Variable(VariableName(variable)));
                break;
            case ConstantExpressionAst constant and not StringConstantExpressionAst:
                _operands.Push(Graph.Constant(Number(constant)));
                break;
            default:
                throw Refusal.Of(ast, null);
        }
    }

    private void Operate(ExpressionOperation operation, params Ast[] inputs) => Then(
    [
        .. inputs.Select(input => (Action)(() => Visit(input))),
        () =>
        {
            int last = _operands.Pop();
            _operands.Push(inputs.Length == 1
                ? Graph.Apply(operation, last)
                : Graph.Apply(operation, _operands.Pop(), last));
        },
    ]);

    private void Assign(AssignmentStatementAst assignment, string name)
    {
        if (!Graph.TryName(_operands.Peek(), name))
        {
            throw Refusal.Of(
                assignment.Left, "it has a value already, and a name stands for one node; take another name");
        }
    }

    /// <summary>Does these next, in this order.</summary>
    private void Then(params ReadOnlySpan<Action> steps)
    {
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            _steps.Push(steps[i]);
        }
    }

    private static ExpressionOperation OperationOf(BinaryExpressionAst binary) => binary.Operator switch
    {
        TokenKind.Plus => ExpressionOperation.Add,
        TokenKind.Minus => ExpressionOperation.Subtract,
        TokenKind.Multiply => ExpressionOperation.Multiply,
        TokenKind.Divide => ExpressionOperation.Divide,
        _ => throw Refusal.Of(binary, "its operator is none of + - * /"),
    };

    private static string AssignedName(AssignmentStatementAst assignment) =>
        assignment is { Operator: TokenKind.Equals, Left: VariableExpressionAst variable }
            ? VariableName(variable)
            : throw Refusal.Of(assignment, "an assignment gives one name a value: $q = $x + $y");

    private static string VariableName(VariableExpressionAst variable)
    {
        string name = variable.VariablePath.UserPath;
        bool isPlain = variable is { Splatted: false, VariablePath: { IsUnscopedVariable: true, IsDriveQualified: false } };
        return isPlain && !variable.IsConstantVariable()
            ? name
            : throw Refusal.Of(variable, "a variable is a name alone, and -At gives its value");
    }

    private static double Number(ConstantExpressionAst constant) => constant.Value switch
    {
        // A BigInteger (1n) is not IConvertible.
        BigInteger whole => (double)whole,
        IConvertible number and not (string or bool or char) => number.ToDouble(CultureInfo.InvariantCulture),
        _ => throw Refusal.Of(constant, "it is not a number"),
    };
}
