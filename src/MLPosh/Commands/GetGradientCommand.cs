using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Gradient: the derivative of a network's loss by each parameter or by the data, or of an expression by its variables.</summary>
[Cmdlet(VerbsCommon.Get, "Gradient", DefaultParameterSetName = NetworkSet)]
[OutputType(typeof(ParameterGradient), ParameterSetName = new[] { NetworkSet })]
[OutputType(typeof(ExpressionGradient), ParameterSetName = new[] { ExpressionSet })]
public sealed class GetGradientCommand : NetworkCommand
{
    private const string ExpressionSet = "Expression";

    [Parameter(ParameterSetName = NetworkSet)]
    public SwitchParameter Input { get; set; }

    [Parameter(ParameterSetName = NetworkSet)]
    public Precision? Precision { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ExpressionSet)]
    [ValidateNotNull]
    public ScriptBlock? Expression { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ExpressionSet)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? At { get; set; }

    protected override void Process()
    {
        if (ParameterSetName == ExpressionSet)
        {
            OfExpression();
        }
        else if (Input)
        {
            WriteObject(NetworkGradient.OfInput(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision));
        }
        else
        {
            WriteObject(
                NetworkGradient.Of(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision), enumerateCollection: true);
        }
    }

    private void OfExpression()
    {
        var (graph, result) = ExpressionTranslator.Translate(Expression!);
        var gradient = graph.GradientAt(result, Values(), StopToken);
        WriteObject(gradient);
        if (gradient.NonFiniteReason is { } reason)
        {
            WriteWarning(reason);
        }
    }

    private OrderedDictionary Values()
    {
        if (Argument.Unwrap(At) is not IDictionary given)
        {
            throw new MLPoshException(
                ErrorId.OptionOutOfRange,
                $"-At is '{At}'; it must be a hashtable with a value for each variable: @{{ x = 1; y = 2 }}.",
                At);
        }

        var values = new OrderedDictionary();
        foreach (DictionaryEntry entry in given)
        {
            values.Add(entry.Key, Argument.Plain(entry.Value));
        }

        return values;
    }
}
