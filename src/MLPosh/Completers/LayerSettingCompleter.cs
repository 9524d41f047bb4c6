using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>Settings of the layer that was named before, each as a hashtable: @{ padding = 0 }; then all of them in one.</summary>
public sealed class LayerSettingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string name = Argument.Unwrap(fakeBoundParameters?["Name"]) as string ?? "";
        string[] settings =
        [
            .. LayerParser.SettingsOf(name).Where(setting => setting.Usual is not null)
                .Select(setting => $"{setting.Name} = {Literal(setting.Usual!)}"),
        ];
        string all = string.Join("; ", settings);
        return settings.Append(all).Distinct().Where(text => text.Length > 0).Select(text => $"@{{ {text} }}")
            .Where(text => text.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(text => new CompletionResult(text, text, CompletionResultType.ParameterValue, text));
    }

    private static string Literal(object value) => value is bool flag
        ? flag ? "$true" : "$false"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
