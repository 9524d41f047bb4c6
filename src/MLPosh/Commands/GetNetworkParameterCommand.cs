using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-NetworkParameter: copies of a network's parameters.</summary>
[Cmdlet(VerbsCommon.Get, "NetworkParameter")]
[OutputType(typeof(NetworkParameter))]
public sealed class GetNetworkParameterCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ParameterNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    protected override void Process()
    {
        if (Name is null)
        {
            WriteObject(Network!.GetParameters(), enumerateCollection: true);
            return;
        }

        foreach (string name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
                WriteObject(Network!.GetParameters().Where(parameter => pattern.IsMatch(parameter.Name)), true);
            }
            else
            {
                WriteObject(Network!.GetParameter(name));
            }
        }
    }
}
