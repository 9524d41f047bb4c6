using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>The one place where an engine's error becomes a PowerShell error.</summary>
internal static class Errors
{
    public static ErrorRecord ToRecord(MLPoshException error) =>
        new(error, error.Id.ToString(), CategoryOf(error.Id), error.Target);

    private static ErrorCategory CategoryOf(ErrorId id) => id switch
    {
        ErrorId.DatasetShapeMismatch or ErrorId.DatasetValueInvalid or ErrorId.DatasetEmpty or ErrorId.FileFormatInvalid
            or ErrorId.DesignSingular
            => ErrorCategory.InvalidData,
        ErrorId.DatasetColumnNotFound or ErrorId.ParameterNotFound or ErrorId.PathNotFound
            => ErrorCategory.ObjectNotFound,
        ErrorId.TrainingDiverged or ErrorId.TrialFailed or ErrorId.ClusterJobFailed => ErrorCategory.InvalidResult,
        ErrorId.FileNotWritable => ErrorCategory.WriteError,
        ErrorId.NetworkInUse => ErrorCategory.ResourceBusy,
        ErrorId.DeviceNotAvailable or ErrorId.DeviceOutOfMemory or ErrorId.ClusterNotAvailable => ErrorCategory.ResourceUnavailable,
        ErrorId.ClusterJobRejected => ErrorCategory.InvalidOperation,
        ErrorId.DeviceFailed => ErrorCategory.DeviceError,
        _ => ErrorCategory.InvalidArgument,
    };
}
