namespace MLPosh;

/// <summary>
/// Has a first training compiled before anyone asks for one. The runtime compiles what it meets, which for a training is some
/// 60 ms; a script that has just imported the module is busy with other things meanwhile.
/// </summary>
public static class WarmUp
{
    private static int _started;

    /// <summary>Starts it on a thread of its own, once a process; where there is only one core, it would only be in the way.</summary>
    public static void Start()
    {
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Train) { IsBackground = true, Name = "MLPosh warm-up", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    /// <summary>The lecture's second program, short: the same kernels, on as many samples as fill the widest registers.</summary>
    private static void Train()
    {
        var data = DatasetGenerator.Generate("Polynomial", new DatasetGeneratorOptions { Count = 300, Low = -1, High = 1, Seed = 1 });
        var options = new TrainingOptions { Loss = Loss.Find("L1"), Epochs = 2, Seed = 1, ThreadCount = 1 };
        _ = Trainer.Run(Network.Create([1, 10, 6, 1], Activation.Default, seed: 1), data, options).Count();
    }
}
