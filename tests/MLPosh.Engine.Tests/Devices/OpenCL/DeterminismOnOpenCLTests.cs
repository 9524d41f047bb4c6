namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>The same seed gives the same bits, whatever else the device does meanwhile.</summary>
[Trait("Device", "OpenCL")]
public class DeterminismOnOpenCLTests
{
    private static readonly Dataset Data = Samples.Cloud(300, 3, 2);

    [OpenCLFact]
    public void The_same_seed_gives_the_same_bits_twice()
    {
        var (epochs, values) = Trained();
        var (again, same) = Trained();
        Assert.Equal(values, same);
        Assert.Equal(epochs, again);
    }

    [OpenCLFact]
    public void Trainings_at_once_on_several_threads_come_to_what_each_comes_to_alone()
    {
        var (alone, values) = Trained();
        var others = new List<double>[3];
        var ends = new double[3][];
        var threads = Enumerable.Range(0, 3).Select(i => new Thread(() => (others[i], ends[i]) = Trained())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(others, losses => Assert.Equal(alone, losses));
        Assert.All(ends, end => Assert.Equal(values, end));
    }

    [OpenCLFact]
    public void Memory_that_moves_while_it_is_copied_changes_no_bit()
    {
        var (epochs, values) = Trained();
        using var stop = new CancellationTokenSource();
        var mover = new Thread(() =>
        {
            var kept = new Queue<float[]>();
            while (!stop.IsCancellationRequested)
            {
                for (int i = 0; i < 200; i++)
                {
                    kept.Enqueue(new float[(i * 7 % 300) + 1]);
                    if (kept.Count > 500)
                    {
                        kept.Dequeue();
                    }
                }

                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                Thread.Sleep(1);
            }
        });
        mover.Start();
        var runs = Enumerable.Range(0, 3).Select(_ => Trained()).ToList();
        stop.Cancel();
        mover.Join();
        Assert.All(runs, run => Assert.Equal(epochs, run.Losses));
        Assert.All(runs, run => Assert.Equal(values, run.Values));
    }

    private static (List<double> Losses, double[] Values) Trained()
    {
        var network = Samples.Network(3, "Linear(20)", "ReLU", "Dropout(0.2)", "Linear(2)");
        var options = new TrainingOptions
        {
            Device = OpenCLDevice.Get(), Epochs = 5, BatchSize = 32, Shuffle = true, Seed = 5, Optimizer = new Adam(0.01),
        };
        return ([.. Trainer.Run(network, Data, options).Select(epoch => epoch.Loss)], network.Snapshot());
    }
}
