using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-SweepTrial: the finished trials that Invoke-Sweep -Path has kept.</summary>
[Cmdlet(VerbsCommon.Get, "SweepTrial")]
[OutputType(SweepTrialObject.TypeName)]
public sealed class GetSweepTrialCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public TrialState[]? State { get; set; }

    [Parameter]
    public SwitchParameter History { get; set; }

    protected override void Process()
    {
        string folder = FilePaths.Literal(this, Path);

        // All first without their histories: the columns are those that any of them has.
        var trials = TrialStore.Read(folder).ToList();
        var shape = SweepTrialObject.For(trials);
        foreach (var trial in History ? TrialStore.Read(folder, withHistory: true) : trials)
        {
            StopToken.ThrowIfCancellationRequested();
            if (State is null || State.Contains(trial.State))
            {
                WriteObject(shape.Make(trial, History));
            }
        }
    }
}
