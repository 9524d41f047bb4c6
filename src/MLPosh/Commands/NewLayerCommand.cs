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

    [Parameter]
    public SwitchParameter ReturnSequence { get; set; }

    protected override void Process()
    {
        string settings = (NoBias ? ", bias=false" : "") + (ReturnSequence ? ", ReturnSequence=true" : "");
        if (Size is null && settings.Length > 0)
        {
            throw new MLPoshException(
                ErrorId.OptionOutOfRange,
                $"'{settings[2..]}' is given without Size. Give the size too, or all of it as text: '{Name}(8{settings})'.",
                Name);
        }

        WriteObject(LayerParser.Parse(
            Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{Name}({size}{settings})") : Name));
    }
}
