using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>
/// What all cmdlets share: the engine's errors become ErrorRecords, Ctrl-C becomes a cancelled token, and -Verbose says what
/// was compiled for a GPU.
/// </summary>
public abstract class MLPoshCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    protected CancellationToken StopToken => _stop.Token;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether somebody reads what WriteVerbose is told; where nobody does, it need not be found out.</summary>
    protected bool IsVerbose { get; private set; }

    protected sealed override void BeginProcessing()
    {
        IsVerbose = MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given)
            ? (SwitchParameter)given
            : LanguagePrimitives.TryConvertTo(GetVariableValue("VerbosePreference"), out ActionPreference preference)
                && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
        Guard(Begin);
    }

    protected sealed override void ProcessRecord() => Guard(Process);

    protected sealed override void EndProcessing() => Guard(End);

    protected sealed override void StopProcessing() => _stop.Cancel();

    protected virtual void Begin()
    {
    }

    protected virtual void Process()
    {
    }

    protected virtual void End()
    {
    }

    /// <summary>Whether the caller gave this parameter.</summary>
    protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    private void Guard(Action step)
    {
        var compiled = IsVerbose ? new CompiledKernels() : null;
        try
        {
            step();
            foreach (string text in compiled?.Since() ?? [])
            {
                WriteVerbose(text);
            }
        }
        catch (MLPoshException e)
        {
            ThrowTerminatingError(Errors.ToRecord(e));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
