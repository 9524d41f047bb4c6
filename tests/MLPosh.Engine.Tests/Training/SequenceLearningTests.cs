using System.Globalization;

namespace MLPosh.Engine.Tests.Training;

/// <summary>What recurrent networks are for, each on samples that the training has not seen.</summary>
public class SequenceLearningTests
{
    [Theory]
    [InlineData("RNN", 4)]
    [InlineData("RNN", 6)]
    [InlineData("LSTM", 5)]
    [InlineData("GRU", 5)]
    public void Short_parity_is_learned(string layer, int length)
    {
        var network = Trained($"{layer}(16)", Task(SequenceTask.Parity, length, 500, 1), new Adam(0.005), 200, 16);
        Assert.Equal(1, NetworkMeasurement.Of(network, Task(SequenceTask.Parity, length, 300, 2)).Accuracy);
    }

    [Theory]
    [InlineData("RNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void The_next_value_of_a_sine_is_told(string layer)
    {
        var network = Trained($"{layer}(8)", Task(SequenceTask.Sine, 10, 500, 1), new Adam(0.01), 40, 32);
        double loss = NetworkMeasurement.Of(network, Task(SequenceTask.Sine, 10, 300, 2)).Loss!.Value;
        Assert.True(loss < 0.001, $"{loss}");
    }

    // Who always says 1, the mean, is wrong by the variance of a sum of two uniform numbers: 1/6.
    [Theory]
    [InlineData("LSTM", 60)]
    [InlineData("GRU", 20)]
    public void The_adding_problem_over_fifty_steps_is_learned(string layer, int epochs)
    {
        double loss = Adding(layer, epochs);
        Assert.True(loss < 0.01, $"{loss}");
    }

    [Fact]
    public void A_plain_recurrent_layer_forgets_what_it_should_add()
    {
        double loss = Adding("RNN", 60);
        Assert.InRange(loss, 0.14, 0.25);
    }

    /// <summary>Two years of monthly passengers, as logarithms, tell the next month; 1960 is held out.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Passengers_are_forecast_better_than_by_the_same_month_of_last_year(long seed)
    {
        const int Window = 24, HeldOut = 12;
        double[] passengers = [.. File.ReadLines(SharedData.File("flights.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];
        int first = passengers.Length - HeldOut;
        double[] logs = [.. passengers.Select(count => Math.Log(count))];
        double mean = logs[..first].Average();
        double scale = Math.Sqrt(logs[..first].Average(value => (value - mean) * (value - mean)));
        double[] series = [.. logs.Select(value => (value - mean) / scale)];
        var network = Trained("LSTM(16)", Windows(series, Window, Window, first), new Adam(0.01), 200, 32, seed);
        double[] forecasts = [.. NetworkPrediction.Of(network, Windows(series, Window, first, passengers.Length))
            .Select(prediction => Math.Exp(((double)prediction.Value * scale) + mean))];
        double Error(Func<int, double> forecast) =>
            Enumerable.Range(first, HeldOut).Average(month => Math.Abs(passengers[month] - forecast(month)));
        double network1960 = Error(month => forecasts[month - first]), lastYear = Error(month => passengers[month - 12]);
        Assert.True(network1960 < 0.75 * lastYear, $"{network1960} against {lastYear}");
    }

    private static double Adding(string layer, int epochs)
    {
        var network = Trained($"{layer}(16)", Task(SequenceTask.Adding, 50, 2000, 1), new Adam(0.01), epochs, 32);
        return NetworkMeasurement.Of(network, Task(SequenceTask.Adding, 50, 500, 2)).Loss!.Value;
    }

    private static Dataset Task(SequenceTask task, int length, int count, long seed) =>
        DatasetGenerator.Generate("Sequence", new() { Task = task, Length = length, Count = count, Seed = seed });

    private static Dataset Windows(double[] series, int window, int from, int to)
    {
        double[] x = [.. Enumerable.Range(from, to - from).SelectMany(t => series[(t - window)..t])];
        return new Dataset(x, series[from..to], to - from, [window, 1], ["passengers"], ["next"]);
    }

    private static Network Trained(
        string layer, Dataset data, Optimizer optimizer, int epochs, int batch, long seed = 1)
    {
        int outputs = data.Classes?.Count ?? 1;
        var network = Network.Create(
            data.InputShape, [LayerParser.Parse(layer), new LinearLayer(outputs)], seed);
        var options = new TrainingOptions
        {
            Optimizer = optimizer,
            Epochs = epochs,
            BatchSize = batch,
            Shuffle = true,
            Seed = 1,
            GradientClip = 1,
        };
        Assert.Equal(StopReason.Completed, Trainer.Run(network, data, options).Last().StopReason);
        return network;
    }
}
