using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>Kernels compiled for NVIDIA GPUs, on a machine that need not have one; assembled where ptxas is on PATH.</summary>
public partial class PtxTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_kernel_compiles(int major)
    {
        using var compiler = new PtxCompiler(new CudaArchitecture(major, 0));
        var wrong = new List<string>();
        foreach (var kernel in GpuKernels.All.Value)
        {
            string name = KernelName.Of(kernel), ptx;
            try
            {
                ptx = compiler.Compile(kernel);
            }
            catch (ILGPU.InternalCompilerException e)
            {
                wrong.Add($"{name}: {e.GetBaseException().Message}");
                continue;
            }

            Assert.Contains(".version 7.8", ptx, StringComparison.Ordinal);
            Assert.Contains($".target sm_{major}0", ptx, StringComparison.Ordinal);
            Assert.Matches(Entry, ptx);
            Assert.InRange(SharedBytes.Matches(ptx).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), 0, 48 * 1024);
            wrong.AddRange(Unwanted.Matches(ptx).Select(match => $"{name}: {match.Value}").Distinct());
        }

        Assert.Equal([], wrong);
    }

    // The newest GPU that this ptxas and ILGPU's PTX go together on: what a driver makes of it there.
    [SkippableFact]
    public void Every_kernel_assembles_into_registers_alone()
    {
        string? assembler = Ptxas.Find();
        Skip.If(assembler is null, "There is no ptxas on PATH: what the kernels take of a GPU's registers is not looked at.");
        using var compiler = new PtxCompiler(CudaArchitecture.SM_80);
        var kernels = GpuKernels.All.Value.Select(kernel => (Name: KernelName.Of(kernel), Ptx: compiler.Compile(kernel))).ToArray();
        var usages = kernels.AsParallel().AsOrdered().Select(kernel => Ptxas.Assemble(assembler, kernel.Name, kernel.Ptx)).ToArray();

        // Groups of 256 threads share the 65536 registers of a multiprocessor: with 128 each two of them fit, and one with 255,
        // which a kernel may have that keeps all in them.
        Assert.Equal([], usages.Where(usage => usage.Stack > 0 || usage.Spills > 0 || usage.Shared > 48 * 1024
            || usage.Registers > (usage.Name.StartsWith("RegisterKernel<", StringComparison.Ordinal) ? 255 : 128)));
        Assert.Equal(kernels.Length, usages.Length);
    }

    [GeneratedRegex(@"\.entry\s")]
    private static partial Regex Entry { get; }

    [GeneratedRegex(@"\.shared\s+\.align\s+\d+\s+\.b8\s+\S+\[(\d+)\]")]
    private static partial Regex SharedBytes { get; }

    // Approximations; atomic operations on numbers, which add in no fixed order; warp operations, which not every device has.
    [GeneratedRegex(@"\b\w+\.approx[.\w]*|\b(ex2|lg2|tanh|sin|cos)\.[.\w]*|\b(atom|red)\.[.\w]*\.f(16|32|64)\b|\b(shfl|vote|match|redux)\.[.\w]*")]
    private static partial Regex Unwanted { get; }
}
