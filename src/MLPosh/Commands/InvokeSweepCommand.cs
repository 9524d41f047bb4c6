using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Invoke-Sweep: trains a network once for each combination of parameters and streams what came of it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Sweep", SupportsShouldProcess = true)]
[OutputType(SweepTrialObject.TypeName)]
public sealed class InvokeSweepCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public object? Network { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(SweepParameterCompleter))]
    [ValidateNotNullOrEmpty]
    public IDictionary[] Parameter { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public Dataset? Validation { get; set; }

    [Parameter]
    public SweepStrategy Strategy { get; set; }

    [Parameter]
    public int? Count { get; set; }

    [Parameter]
    public int? Fold { get; set; }

    [Parameter]
    public int MinEpoch { get; set; } = 1;

    [Parameter]
    public int Factor { get; set; } = 3;

    [Parameter]
    public int? Best { get; set; }

    [Parameter]
    public long? Seed { get; set; }

    [Parameter]
    public int? ThrottleLimit { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    protected override void Process()
    {
        var request = new SweepRequest(this);
        if (IsWhatIf)
        {
            foreach (var trial in request.Trials)
            {
                ShouldProcess(trial.ToString(), "Train");
            }
        }
        else if (ShouldProcess(string.Create(CultureInfo.InvariantCulture, $"{request.Trials.Count} trials"), "Train"))
        {
            Run(request);
        }
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
}
