using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>The scripts in examples/ as they stand, shortened by their own parameters.</summary>
public class ExampleTests
{
    [Fact]
    public void Linear_regression_shows_every_tenth_loss_and_finds_the_line()
    {
        using var session = new Session();
        var results = session.Run($"& '{Script("linear-regression")}'");
        var epochs = results.Where(result => result.TypeNames[0] == "MLPosh.TrainingEpoch").ToList();
        Assert.Equal(101, epochs.Count);
        Assert.Equal([1, 11, 21], epochs.Take(3).Select(epoch => (int)epoch.Properties["Epoch"].Value));
        Assert.Equal(1000, epochs[^1].Properties["Epoch"].Value);
        Assert.True((double)epochs[^1].Properties["Loss"].Value < 0.17);
        Assert.StartsWith("0.weight [1, 1] = ", results[^2].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("0.bias [1] = ", results[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Number(results[^2]), 1);
        Assert.Equal(3, Number(results[^1]), 1);
    }

    [Fact]
    public void A_learning_rate_sweep_ends_with_the_best_rate_trained()
    {
        using var session = new Session();
        var results = session.Run($"& '{Script("learning-rate-sweep")}' -Count 6 -Epoch 200");
        var trials = results.Where(result => result.TypeNames[0] == "MLPosh.SweepTrial").ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], trials.Select(trial => (int)trial.Properties["Trial"].Value));
        double best = trials.Min(trial => (double)trial.Properties["BestLoss"].Value);
        Assert.EndsWith(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the network has it now: {best:F2}"),
            results[^1].ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cpu", 5000)]
    [InlineData("Reference", 40)]
    public void The_quadratic_network_learns_on_each_device(string device, int epochs)
    {
        using var session = new Session();
        var results = session.Run($"& '{Script("quadratic-network")}' -Device {device} -Epoch {epochs}");
        var records = results.Where(result => result.TypeNames[0] == "MLPosh.TrainingEpoch").ToList();
        Assert.Equal(device, records[0].Properties["Device"].Value);
        Assert.Equal(epochs, records[^1].Properties["Epoch"].Value);
        double first = (double)records[0].Properties["Loss"].Value, last = (double)records[^1].Properties["Loss"].Value;
        Assert.True(last < (epochs == 5000 ? first / 5 : first), $"{first} -> {last}");
        Assert.Equal(6, results.Count(result => result.BaseObject is string text && text.Contains("] = ", StringComparison.Ordinal)));
        Assert.StartsWith("mean absolute error = ", results[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_ways_come_to_their_losses_and_times()
    {
        using var session = new Session();
        string[] lines = [.. session.Run($"& '{Script("three-ways")}' -Feature 1,40,80 -Try 100 -Epoch 50").Select(line => line.ToString()!)];
        Assert.Equal(12, lines.Length);
        string[] methods = ["RandomSearch", "NormalEquation", "GradientDescent"];
        for (int i = 0; i < 9; i++)
        {
            Assert.Matches($@"^ *{new[] { 1, 40, 80 }[i / 3]} features  {methods[i % 3]} +loss [\d.]+ +[\d.]+ s$", lines[i]);
        }

        double[] losses = [.. lines.Take(9).Select(line => double.Parse(
            line.Split("loss ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];
        for (int i = 0; i < 9; i += 3)
        {
            Assert.InRange(losses[i + 1], 0.008, 0.011);
            Assert.True(losses[i + 1] <= losses[i] && losses[i + 1] <= losses[i + 2]);
        }

        // With 80 features random moves hardly ever help.
        Assert.True(losses[6] > 100 * losses[7]);
        Assert.StartsWith("from 40 to 80 features: NormalEquation takes ", lines[9], StringComparison.Ordinal);
        Assert.Equal("n cubed says: 8.0 times as long", lines[11]);
    }

    [Fact]
    public void No_line_solves_the_hard_cases_and_a_network_does()
    {
        using var session = new Session();
        var results = session.Run($"& '{Script("hard-cases")}'");
        Assert.Equal(["Parity", "Ring", "ThreeModes"], results.Select(result => (string)result.Properties["Case"].Value));
        Assert.All(results, result =>
        {
            Assert.InRange((double)result.Properties["Linear"].Value, 0.3, 0.75);
            Assert.InRange((double)result.Properties["Network"].Value, 0.95, 1);
        });
        Assert.Equal(0.5, (double)results[0].Properties["Linear"].Value, 0.1);
    }

    [Fact]
    public void Memory_cells_add_what_a_plain_recurrent_network_forgets()
    {
        using var session = new Session();
        var results = session.Run($"& '{Script("sequences")}'");
        double Value(int i) => (double)results[i].Properties["Value"].Value;
        Assert.Equal(
            ["Parity Recurrent", "Sine Recurrent", "Adding Recurrent", "Adding LSTM", "Adding GRU"],
            results.Select(result => $"{result.Properties["Task"].Value} {result.Properties["Kind"].Value}"));
        Assert.Equal(1, Value(0));
        Assert.InRange(Value(1), 0.99, 1);
        Assert.InRange(Value(2), -0.5, 0.2);
        Assert.InRange(Value(3), 0.94, 1);
        Assert.InRange(Value(4), 0.94, 1);
    }

    private static double Number(PSObject line) => double.Parse(
        line.ToString()!.Split(" = ")[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string Script(string name) => Path.Combine(Repository.Root, "examples", name + ".ps1");
}
