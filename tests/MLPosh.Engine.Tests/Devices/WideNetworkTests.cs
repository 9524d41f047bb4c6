using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>Networks whose products threads share by rows.</summary>
public class WideNetworkTests
{
    private static readonly string[] Layers = ["Linear(1031)", "ReLU", "Linear(1021)", "Tanh", "Linear(300,bias=false)", "Linear(3)"];

    [Theory]
    [InlineData(128, true, 17)]
    [InlineData(256, true, 70)]
    [InlineData(512, true, 131)]
    [InlineData(512, true, 1)]
    [InlineData(512, false, 67)]
    [InlineData(128, false, 5)]
    public void Loss_gradient_and_predictions_agree(int bits, bool single, int samples)
    {
        var network = Samples.Network(3, Layers);
        var data = Samples.Cloud(samples, 3, 3);
        var recording = RecordingOf(network, data);
        Assert.True(WideNetwork.Is(recording, samples));
        using var cpu = CpuDevice.CreatePlan(recording, samples, single, threads: 3, vectorBits: bits);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
        OpSuite.Agree(
            OpSuite.Run(reference, network, data, wantsInput: true),
            OpSuite.Run(cpu, network, data, wantsInput: true),
            single ? 2e-5 : 1e-12);
    }

    [Fact]
    public void Layers_between_products_agree()
    {
        var network = Samples.Network(3, "Linear(1031)", "Dropout(0.4)", "Tanh", "Linear(500)", "Noise(0.1)", "LogSoftmax", "Linear(2)");
        var data = Samples.Cloud(70, 3, 2);
        var recording = RecordingOf(network, data);
        Assert.True(WideNetwork.Is(recording, 70));
        using var cpu = CpuDevice.CreatePlan(recording, 70, single: false, threads: 2);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, 70);
        OpSuite.Agree(
            OpSuite.Run(reference, network, data, wantsInput: true, training: new TrainingStep(11, 5)),
            OpSuite.Run(cpu, network, data, wantsInput: true, training: new TrainingStep(11, 5)),
            1e-12);
    }

    [Fact]
    public void A_smaller_batch_in_a_larger_plan_agrees_whatever_ran_before()
    {
        var network = Samples.Network(3, Layers);
        var data = Samples.Cloud(200, 3, 3);
        var recording = RecordingOf(network, data);
        using var cpu = CpuDevice.CreatePlan(recording, 200, single: false, threads: 2);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, 200);
        foreach (int count in new[] { 200, 3, 65, 64, 199 })
        {
            int[] indices = [.. Enumerable.Range(0, count).Select(i => (i * 7) % 200)];
            OpSuite.Agree(OpSuite.Run(reference, network, data, null, indices), OpSuite.Run(cpu, network, data, null, indices), 1e-12);
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var network = Samples.Network(3, Layers);
        var data = Samples.Cloud(130, 3, 3);
        double[] With(int threads)
        {
            using var plan = CpuDevice.CreatePlan(RecordingOf(network, data), 130, single: true, threads);
            Assert.Equal(threads, plan.ThreadCount);
            return OpSuite.Run(plan, network, data, wantsInput: true);
        }

        double[] one = With(1);
        Assert.Equal(one, With(2));
        Assert.Equal(one, With(7));
    }

    [Fact]
    public void A_training_comes_to_what_the_reference_comes_to()
    {
        var data = Samples.Cloud(90, 3, 3);
        double[] On(ComputeDevice device)
        {
            var network = Samples.Network(3, Layers);
            var options = new TrainingOptions
            {
                Device = device, Optimizer = new Adam(0.001), Epochs = 2, BatchSize = 40, Shuffle = true, Seed = 4,
                Precision = Precision.Double, GradientClip = 0.5, Validation = Samples.Cloud(20, 3, 3),
            };
            var epochs = Trainer.Run(network, data, options).ToList();
            return [.. epochs.Select(epoch => epoch.Loss), .. epochs.Select(epoch => epoch.ValidationLoss!.Value),
                .. epochs.Select(epoch => epoch.GradientNorm!.Value), .. network.Snapshot()];
        }

        OpSuite.Agree(On(ComputeDevice.Definition), On(ComputeDevice.Default), 1e-9);
    }

    [Theory]
    [InlineData(false, "Linear(1031)", "Linear(1021)", "LayerNorm", "Linear(3)")]
    [InlineData(false, "Linear(400)", "Linear(600)", "Linear(3)")]
    [InlineData(true, "Linear(1031)", "Dropout(0.5)", "Linear(1021)", "LogSoftmax")]
    public void Only_products_may_learn(bool isWide, params string[] layers)
    {
        var network = Samples.Network(3, layers);
        var recording = RecordingOf(network, Samples.Cloud(5, 3, network.OutputSize));
        Assert.Equal(isWide, WideNetwork.Is(recording, 5));
        Assert.False(WideNetwork.Is(recording, 100_000));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var network = Samples.Network(3, Layers);
        var data = Samples.Cloud(90, 3, 3);
        using var plan = CpuDevice.CreatePlan(RecordingOf(network, data), 90, single: true, threads: 1);
        plan.WriteParameters(network.Snapshot());
        plan.Load(data.Source, NetworkEvaluation.Indices(0, 90));
        var optimizer = new SGD(0.01).Start(plan, () => 0);
        void Step() => optimizer.Step(0.01, plan.Evaluate(withGradient: true));
        Step();
        Assert.Equal(0, Allocations.LeastOf(Step));
    }

    private static Recording RecordingOf(Network network, Dataset data) =>
        network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
}
