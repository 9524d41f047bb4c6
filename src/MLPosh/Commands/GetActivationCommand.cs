using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Activation: the activations there are, or their values and derivatives at points.</summary>
[Cmdlet(VerbsCommon.Get, "Activation")]
[OutputType(typeof(Activation), typeof(FunctionPoint))]
public sealed class GetActivationCommand : MLPoshCommand
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public string[]? Name { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public double[]? At { get; set; }

    protected override void End()
    {
        IReadOnlyList<Activation> activations = Name is null ? Activation.All : [.. Name.Select(Activation.Find)];
        if (At is null)
        {
            WriteObject(activations, enumerateCollection: true);
            return;
        }

        foreach (var activation in activations)
        {
            WriteObject(activation.At(At), enumerateCollection: true);
        }
    }
}
