using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Test-Gradient: back propagation against differences of the loss.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Gradient")]
[OutputType(typeof(bool), typeof(GradientCheckResult))]
public sealed class TestGradientCommand : NetworkCommand
{
    [Parameter]
    public double Tolerance { get; set; } = GradientCheck.DefaultTolerance;

    [Parameter]
    public SwitchParameter Detailed { get; set; }

    protected override void Process()
    {
        var results = GradientCheck.Run(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Tolerance, StopToken);
        if (Detailed)
        {
            WriteObject(results, enumerateCollection: true);
        }
        else
        {
            WriteObject(results.All(result => result.Passed));
        }
    }
}
