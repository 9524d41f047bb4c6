using MLPosh.Engine.Tests.References;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>PyTorch's stored runs of optimizers, schedules and clipping, and of networks.</summary>
[Trait("Device", "OpenCL")]
public class PyTorchOnOpenCLTests
{
    // Forty moves of LBFGS in double precision: in single the parameters of the CPU stray as far (3e-4 and 5e-4, PoCL 7e-4
    // and 1e-4), along directions that hardly change the loss.
    private static readonly string[] Long = ["lbfgs-double", "lbfgs-wolfe-double"];

    public static TheoryData<string> Runs => [.. TrainingReference.Stored.Runs.Select(run => run.Name)];

    public static TheoryData<string> Networks => [.. PyTorchReference.Names];

    [OpenCLTheory]
    [MemberData(nameof(Runs))]
    public void A_run_equals_PyTorchs(string name) => TrainingReferenceTests.Agree(
        TrainingReference.Stored.Runs.Single(run => run.Name == name), OpenCLDevice.Get(), lossesOnly: Long.Contains(name));

    [OpenCLTheory]
    [MemberData(nameof(Networks))]
    public void A_trajectory_equals_PyTorchs(string name) =>
        PyTorchTests.Agree(PyTorchReference.Load(name), OpenCLDevice.Get());
}
