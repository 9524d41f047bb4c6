using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-Layer: one layer, for New-Network -Layer.</summary>
[Cmdlet(VerbsCommon.New, "Layer")]
[OutputType(typeof(Layer))]
public sealed class NewLayerCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(LayerNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    public double[]? Size { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(LayerSettingCompleter))]
    public IDictionary? Setting { get; set; }

    [Parameter]
    public SwitchParameter NoBias { get; set; }

    [Parameter]
    public SwitchParameter ReturnSequence { get; set; }

    protected override void Process()
    {
        var settings = new List<string>((Size ?? []).Select(Text));
        foreach (DictionaryEntry entry in Setting ?? new Hashtable())
        {
            settings.Add($"{entry.Key}={Text(entry.Value)}");
        }

        if (NoBias)
        {
            settings.Add("bias=false");
        }

        if (ReturnSequence)
        {
            settings.Add("ReturnSequence=true");
        }

        WriteObject(LayerParser.Parse(settings.Count > 0 ? $"{Name}({string.Join(", ", settings)})" : Name));
    }

    private static string Text<T>(T value) =>
        Convert.ToString(Argument.Unwrap(value), CultureInfo.InvariantCulture) ?? "";
}
