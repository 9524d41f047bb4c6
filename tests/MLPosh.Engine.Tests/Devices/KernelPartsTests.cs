using MLPosh.Devices;
using MLPosh.Devices.Reference;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>A kernel's parts do not depend on one another: a GPU runs them at the same time.</summary>
public class KernelPartsTests
{
    private const int Samples = 3;

    // What adds a penalty is one sum.
    private static readonly Type[] OfOnePart = [typeof(SampleLayer.Draw), typeof(SparseL1Layer.Measure)];

    public static TheoryData<string> Names => [.. LayerNetworks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_in_any_order_come_to_the_same_bits(string name)
    {
        foreach (bool wantsInput in new[] { true, false })
        {
            foreach (TrainingStep? step in new TrainingStep?[] { null, new(11, 5) })
            {
                var recording = Record(name, wantsInput);
                foreach (var kernel in Kernels(recording))
                {
                    double[] expected = kernel.Accept(new Runner(recording, kernel.Operands, step, (part, _) => part)).Numbers;
                    double[] reversed =
                        kernel.Accept(new Runner(recording, kernel.Operands, step, (part, count) => count - 1 - part)).Numbers;
                    double[] oddFirst =
                        kernel.Accept(new Runner(recording, kernel.Operands, step, (part, count) => OddFirst(part, count))).Numbers;
                    Assert.Equal(expected, reversed);
                    Assert.Equal(expected, oddFirst);
                }
            }
        }
    }

    [Fact]
    public void Every_kernel_has_several_parts_but_those_that_sum_over_all_of_a_sample()
    {
        var several = new HashSet<Type>();
        foreach (string name in LayerNetworks.Names)
        {
            foreach (bool wantsInput in new[] { true, false })
            {
                var recording = Record(name, wantsInput);
                several.UnionWith(Kernels(recording)
                    .Select(kernel => kernel.Accept(new Runner(recording, kernel.Operands, null, (part, _) => part)))
                    .Where(run => run.Parts > 1)
                    .Select(run => run.Kernel));
            }
        }

        var all = typeof(Network).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IKernel)));
        Assert.Equal(OfOnePart.Select(type => type.FullName).Order(), all.Except(several).Select(type => type.FullName).Order());
    }

    private static Recording Record(string name, bool wantsInput)
    {
        var network = LayerNetworks.Network(name);
        return network.Record(
            Objective.Of(network, LayerNetworks.Data(network, Samples), Loss.Find("MSE")), wantsInputGradient: wantsInput);
    }

    private static IEnumerable<KernelOperation> Kernels(Recording recording) => recording.Forward.Concat(recording.Backward)
        .OfType<KernelOperation>().Where(kernel => kernel.Accept(new RunsSampleBySample()));

    private static int OddFirst(int part, int count) => part < count / 2 ? (2 * part) + 1 : 2 * (part - (count / 2));

    private sealed class RunsSampleBySample : IKernelVisitor<bool>
    {
        public bool Visit<TKernel>(TKernel kernel)
            where TKernel : struct, IKernel => true;

        public bool VisitBatch<TKernel>(TKernel kernel)
            where TKernel : struct, IBatchKernel => false;
    }

    /// <summary>What a kernel leaves in memory.</summary>
    private sealed record Run(Type Kernel, int Parts, double[] Numbers);

    /// <summary>
    /// Runs a kernel alone, its parts in some order, over memory that holds numbers from 0 to 2: those are indices, too.
    /// </summary>
    private sealed class Runner(
        Recording recording, IReadOnlyList<Rows> operands, TrainingStep? training, Func<int, int, int> order) : IKernelVisitor<Run>
    {
        public Run Visit<TKernel>(TKernel kernel)
            where TKernel : struct, IKernel
        {
            var memory = new ReferenceMemory
            {
                Rows = [.. recording.Heights.Select((height, id) => Numbers(height * Samples, id))],
                Parameters = Numbers(recording.ParameterCount, 100),
                Buffers = Numbers(recording.BufferCount, 101),
                Gradient = Numbers(recording.ParameterCount, 102),
                Capacity = Samples,
                Count = Samples,
                Training = training,
            };
            for (int sample = 0; sample < Samples; sample++)
            {
                for (int part = 0; part < kernel.Count; part++)
                {
                    kernel.Run<Real64, RealView>(new RealView(memory, operands, sample), order(part, kernel.Count));
                }
            }

            return new Run(
                typeof(TKernel), kernel.Count, [.. memory.Rows.SelectMany(rows => rows), .. memory.Gradient, memory.Penalty]);
        }

        public Run VisitBatch<TKernel>(TKernel kernel)
            where TKernel : struct, IBatchKernel => throw new NotSupportedException("A batch's kernel has no parts.");

        private static double[] Numbers(int count, int seed) =>
            [.. Enumerable.Range(0, count).Select(i => 1 + Math.Sin((i * 0.7) + (seed * 1.3)))];
    }
}
