using MLPosh.Engine.Tests;
using MLPosh.Engine.Tests.Devices;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Gpu;

/// <summary>Trainings of 100 steps on the device against the CPU: every loss on the way, and the parameters at the end.</summary>
internal static class Trajectories
{
    private const double Tolerance = 1e-5;
    private const int Count = 24;

    public static bool Run(ComputeDevice device, Report report)
    {
        report.Header("100 steps against the CPU", "right", "wrong");
        bool isRight = Checks.All(report, "optimizers", (
            from optimizer in OpSuite.Optimizers
            let options = new TrainingOptions { Optimizer = optimizer, Shuffle = true, Seed = 5 }
            select Checks.Check($"{optimizer}", () => Compare(
                device,
                () => Samples.Network(3, "Linear(10)", "Tanh", "Linear(2)"),
                Samples.Cloud(Count, 3, 2),
                // A step of LBFGS is up to 20 moves, over a whole batch; it amplifies rounding faster than the others do.
                optimizer is LBFGS ? options with { Epochs = 1 } : options with { BatchSize = Count / 4, Epochs = 25 }))).ToArray());
        isRight &= Checks.All(report, "layers", (
            from name in LayerNetworks.Names
            let network = LayerNetworks.Network(name)
            select Checks.Check(name, () => Compare(
                device,
                () => LayerNetworks.Network(name),
                LayerNetworks.Data(network, Count),
                new TrainingOptions { Optimizer = new SGD(0.02, momentum: 0.5), Epochs = 100, Seed = 5 }))).ToArray());
        report.Line("");
        return isRight;
    }

    private static void Compare(ComputeDevice device, Func<Network> start, Dataset data, TrainingOptions options)
    {
        double[] On(ComputeDevice where)
        {
            var network = start();
            double[] losses = [.. Trainer.Run(network, data, options with { Device = where }).Select(epoch => epoch.Loss)];
            return [.. losses, .. network.GetParameters().SelectMany(parameter => parameter.Value)];
        }

        OpSuite.Agree(On(ComputeDevice.Default), On(device), Tolerance);
    }
}
