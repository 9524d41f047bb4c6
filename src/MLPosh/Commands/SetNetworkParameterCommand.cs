using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Set-NetworkParameter: new values for a parameter.</summary>
[Cmdlet(VerbsCommon.Set, "NetworkParameter")]
[OutputType(typeof(Network))]
public sealed class SetNetworkParameterCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ParameterNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void Process()
    {
        // The name first: a wrong one is the likelier mistake, and its message lists the right ones.
        string name = Network!.GetParameter(Name).Name;
        var value = NumericArray.Read(
            Argument.Plain(Value), name, ErrorId.ParameterShapeMismatch, ErrorId.ParameterShapeMismatch);
        Network.SetParameter(name, value.Values, value.Shape);
    }

    protected override void End()
    {
        if (PassThru)
        {
            WriteObject(Network);
        }
    }
}
