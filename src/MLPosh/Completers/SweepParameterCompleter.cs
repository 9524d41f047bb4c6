using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>What a sweep may vary, each as a hashtable to go on from: @{ LearningRate = 0.1, 0.01 }.</summary>
public sealed class SweepParameterCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string> Usual = new()
    {
        ["LearningRate"] = "0.1, 0.01, 0.001",
        ["BatchSize"] = "32, 64",
        ["Seed"] = "1..3",
        ["Epoch"] = "100",
        ["Momentum"] = "0, 0.9",
        ["WeightDecay"] = "0, 1e-4",
        ["Optimizer"] = "'SGD', 'Adam'",
        ["Activation"] = "'ReLU', 'Tanh'",
        ["HiddenSize"] = "8, 16",
        ["Size"] = ",(1, 10, 6, 1)",
    };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        SweepParameter.All.Select(parameter => parameter.Name)
            .Where(name => $"@{{ {name}".StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(Usual.ContainsKey)
            .Select(name => new CompletionResult(
                $"@{{ {name} = {Usual.GetValueOrDefault(name, "''")} }}", name, CompletionResultType.ParameterValue, name));
}
