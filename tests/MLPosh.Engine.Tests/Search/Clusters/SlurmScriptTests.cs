namespace MLPosh.Engine.Tests.Search.Clusters;

public class SlurmScriptTests
{
    [Fact]
    public void The_script_asks_for_an_array_and_runs_the_worker()
    {
        var options = Options(("time", "01:00:00"), ("cpus-per-task", 4), ("exclusive", true), ("comment", "a \"b\""), ("nice", false)) with
        {
            ThrottleLimit = 10,
        };
        Assert.Equal(
            $"""
            #!/bin/bash
            #SBATCH --job-name=mlposh
            #SBATCH --array=1-3
            #SBATCH --output="/runs/50%% off/cluster/{Here}/%A_%a.log"
            #SBATCH --open-mode=append
            #SBATCH --requeue
            #SBATCH --comment="a \"b\""
            #SBATCH --cpus-per-task=4
            #SBATCH --exclusive
            #SBATCH --time=01:00:00

            # The processors of the task, not those of the machine.
            export DOTNET_PROCESSOR_COUNT=$SLURM_CPUS
            exec /opt/mlposh -Command 'run '\''/runs/50% off/cluster/{Here}/sweep.bundle'\'''

            """.Replace("$SLURM_CPUS", "${SLURM_CPUS_ON_NODE:-1}", StringComparison.Ordinal).ReplaceLineEndings("\n"),
            options.Script(1000));
    }

    [Theory]
    [InlineData(1000, null, null, 1, 32)]
    [InlineData(5, null, null, 1, 5)]
    [InlineData(5, null, null, 2, 3)]
    [InlineData(1000, 100, 7, 1, 100)]
    [InlineData(1000, null, 7, 1, 7)]
    [InlineData(1000, null, 7, 4, 2)]
    [InlineData(3, 100, null, 1, 3)]
    [InlineData(0, null, null, 1, 1)]
    public void There_are_no_more_tasks_than_asked_for_or_of_use(int trials, int? array, int? limit, int cores, int expected)
    {
        var options = Options([("cpus-per-task", cores), .. array is { } tasks ? [("Array", (object?)tasks)] : Array.Empty<(string, object?)>()]) with
        {
            ThrottleLimit = limit,
        };
        Assert.Contains($"#SBATCH --array=1-{expected}\n", options.Script(trials), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("array", "1-4", "a whole number of 1 or above")]
    [InlineData("array", 0, "a whole number of 1 or above")]
    [InlineData("cpus-per-task", "many", "a whole number of 1 or above")]
    [InlineData("-p", "main", "without its dashes")]
    [InlineData("par tition", "main", "without its dashes")]
    [InlineData("output", "x.log", "not output, error")]
    [InlineData("comment", "a\nrm -rf x", "a single line")]
    public void An_option_that_cannot_be_is_named(string name, object value, string expected)
    {
        var error = Assert.Throws<MLPoshException>(() => Options((name, value)).Script(5));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_below_1_and_an_unknown_cluster_are_errors()
    {
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => (Options() with { ThrottleLimit = 0 }).Script(5)).Id);
        var unknown = Assert.Throws<MLPoshException>(() => Cluster.Find("PBS"));
        Assert.Equal(ErrorId.ClusterNotRecognized, unknown.Id);
        Assert.Contains("Known: Slurm", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("Slurm", Cluster.Find("slurm").Name);
    }

    private static string Here => $"{Environment.MachineName}-{Environment.ProcessId}";

    private static ClusterOptions Options(params (string Name, object? Value)[] settings) => new()
    {
        Cluster = Cluster.Find("Slurm"),
        Store = "/runs/50% off",
        Worker = bundle => ["/opt/mlposh", "-Command", $"run '{bundle}'"],
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    };
}
