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
    public int? Size { get; set; }

    [Parameter]
    public SwitchParameter NoBias { get; set; }

    protected override void Process()
    {
        string bias = NoBias ? ", bias=false" : "";
        WriteObject(LayerParser.Parse(
            Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{Name}({size}{bias})") : Name));
    }
}
