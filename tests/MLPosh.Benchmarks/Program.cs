using System.Diagnostics;
using MLPosh;
using MLPosh.Devices;

var x = new double[1000];
var y = new double[1000];
for (int i = 0; i < 1000; i++) { x[i] = Philox.Uniform(1, RandomStream.DataFeature, 0, i) * 30 - 15; y[i] = 8 * x[i] * x[i] + 7 * x[i] + 3; }
var data = new Dataset(x, y, 1000, [1], ["x"], ["y"]);
foreach (var threads in new int?[] { 1, 2, null, 1, 2 })
{
    var net = Network.Create([1, 10, 6, 1], Activation.Find("ReLU"), 1);
    var w = Stopwatch.StartNew();
    var r = Trainer.Run(net, data, new TrainingOptions { Loss = Loss.Find("L1"), Optimizer = new SGD(0.001), Epochs = 50000, ThreadCount = threads, Every = 100 }).Last();
    Console.WriteLine($"threads {threads}: {w.Elapsed.TotalMicroseconds / 50000:F2} µs an epoch, loss {r.Loss:R}");
}
