namespace MLPosh;

/// <summary>What went wrong; the module turns each into the ErrorRecord id of the same name.</summary>
public enum ErrorId
{
    /// <summary>Arrays of a dataset do not fit each other: X and Y of different length, or ragged rows.</summary>
    DatasetShapeMismatch,

    /// <summary>A column that was asked for is not there.</summary>
    DatasetColumnNotFound,

    /// <summary>A cell is empty, not a number or not finite; the message gives row and column.</summary>
    DatasetValueInvalid,

    /// <summary>A dataset has, or would have, no samples.</summary>
    DatasetEmpty,

    /// <summary>No generator has this name.</summary>
    DatasetKindNotRecognized,

    /// <summary>No kind of network has this name.</summary>
    NetworkKindNotRecognized,

    /// <summary>A network's layers do not fit each other, or the network does not fit the data.</summary>
    NetworkShapeMismatch,

    /// <summary>No layer has this name, or its text cannot be read.</summary>
    LayerNotRecognized,

    /// <summary>No activation has this name.</summary>
    ActivationNotRecognized,

    /// <summary>No loss has this name.</summary>
    LossNotRecognized,

    /// <summary>No optimizer has this name.</summary>
    OptimizerNotRecognized,

    /// <summary>No schedule has this name.</summary>
    ScheduleNotRecognized,

    /// <summary>No kind of search space has this name.</summary>
    SearchSpaceNotRecognized,

    /// <summary>A setting lies outside what it may be.</summary>
    OptionOutOfRange,

    /// <summary>A network has no parameter of this name.</summary>
    ParameterNotFound,

    /// <summary>A value does not have the shape of the parameter it is meant for.</summary>
    ParameterShapeMismatch,

    /// <summary>A loss does not fit the dataset's targets, or the method of the training.</summary>
    LossMismatch,

    /// <summary>A feature is a linear combination of the others, so that no single solution is the best one.</summary>
    DesignSingular,

    /// <summary>A training produced a loss or parameters that are not finite.</summary>
    TrainingDiverged,

    /// <summary>The network is being trained or changed elsewhere.</summary>
    NetworkInUse,

    /// <summary>This machine does not have the device; the message lists those it has.</summary>
    DeviceNotAvailable,

    /// <summary>The device has less memory free than is needed; the message has both.</summary>
    DeviceOutOfMemory,

    /// <summary>The device or its driver failed in the middle of a computation.</summary>
    DeviceFailed,

    /// <summary>A path does not exist or is not a file.</summary>
    PathNotFound,

    /// <summary>A file cannot be read as what it claims to be.</summary>
    FileFormatInvalid,

    /// <summary>A file or folder cannot be written: it is read-only, or the disk is full.</summary>
    FileNotWritable,

    /// <summary>A name among a sweep's parameters is none that a training or its network has.</summary>
    SweepParameterNotRecognized,

    /// <summary>A trial store belongs to another sweep; the message says what differs.</summary>
    SweepMismatch,

    /// <summary>A trial of a sweep could not be trained.</summary>
    TrialFailed,

    /// <summary>No kind of cluster has this name.</summary>
    ClusterNotRecognized,

    /// <summary>The programs that submit jobs to a cluster are not on this machine.</summary>
    ClusterNotAvailable,

    /// <summary>A cluster did not take a job; the message has its own words.</summary>
    ClusterJobRejected,

    /// <summary>A sweep's jobs have ended while trials are left; the message says how many, and why.</summary>
    ClusterJobFailed,

    /// <summary>An expression holds what Get-Gradient does not derive; the message gives line and column.</summary>
    ExpressionNotSupported,
}
