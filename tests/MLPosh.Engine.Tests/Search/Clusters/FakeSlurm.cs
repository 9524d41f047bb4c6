namespace MLPosh.Engine.Tests.Search.Clusters;

/// <summary>Slurm's programs as shell scripts that a test writes: what the queue says, and no machines behind it.</summary>
internal sealed class FakeSlurm : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlposh slurm ").FullName;

    public FakeSlurm()
    {
        Directory.CreateDirectory(Store);
        Program("sbatch", "n=$(($(cat jobs 2>/dev/null || echo 0) + 1)); echo $n > jobs; echo \"$n;here\"");
        Program("squeue", "echo RUNNING");
        Program("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        Program("scancel", "echo \"$@\" >> cancelled");
    }

    public string Store => Path.Combine(_folder, "store");

    /// <summary>How many jobs were submitted.</summary>
    public int Jobs => int.Parse(Text("jobs", "0"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What scancel was called with, a line a call.</summary>
    public string Cancelled => Text("cancelled", "");

    public ClusterOptions Options => new()
    {
        Cluster = new SlurmCluster(_folder),
        Store = Store,
        Worker = bundle => ["false", bundle],
        Interval = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>The bundle that was submitted, once it is there.</summary>
    public SweepBundle Bundle()
    {
        for (int i = 0; Jobs == 0 && i < 500; i++)
        {
            Thread.Sleep(20);
        }

        return SweepBundle.Read(Options.Bundle);
    }

    /// <summary>Makes a program; it runs in the folder of the programs.</summary>
    public void Program(string name, string script)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, $"#!/bin/sh\ncd \"$(dirname \"$0\")\" || exit 1\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Remove(string name) => File.Delete(Path.Combine(_folder, name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Text(string name, string otherwise)
    {
        string file = Path.Combine(_folder, name);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : otherwise;
    }
}
