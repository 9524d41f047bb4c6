namespace MLPosh.Engine.Tests.Optimizers;

public class LBFGSTests
{
    private static readonly Dataset Line = Samples.Line(100);

    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_quadratic_loss_is_at_its_minimum_after_one_step(LineSearch search)
    {
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions
        {
            Optimizer = new LBFGS { LineSearch = search }, Epochs = 2, Precision = Precision.Double,
        };
        Assert.True(Trainer.Run(network, Line, options).Last().GradientNorm < 1e-4);
        Assert.Equal(2, network.GetParameter("0.weight").Value[0], 0.02);
    }

    [Fact]
    public void Steps_go_on_from_each_other_on_batches()
    {
        // In double precision: batches that take turns amplify rounding, and in single precision its luck decides where that ends.
        var network = Samples.Network(1, "Linear(6)", "Tanh", "Linear(1)");
        var options = new TrainingOptions
        {
            Optimizer = new LBFGS(0.1) { MaxIteration = 2, HistorySize = 2 }, Epochs = 30, BatchSize = 50, Precision = Precision.Double,
        };
        var epochs = Trainer.Run(network, Samples.Cloud(100, 1, 1), options).ToList();
        Assert.True(epochs[^1].Loss < epochs[0].Loss / 2);
    }

    [Fact]
    public void A_step_that_overflows_ends_the_run_and_leaves_the_parameters_as_they_were()
    {
        var network = Samples.Network(1, "Linear(1)");
        double[] before = network.Snapshot();
        var last = Trainer.Run(
            network, Line, new TrainingOptions { Optimizer = new LBFGS(1e200), Epochs = 5, Precision = Precision.Double }).Last();
        Assert.Equal((1, StopReason.Diverged), (last.Epoch, last.StopReason));
        Assert.Equal(before, network.Snapshot());
    }

    [Fact]
    public void A_line_search_comes_back_from_where_the_loss_overflows()
    {
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions
        {
            Optimizer = new LBFGS(1e25) { LineSearch = LineSearch.StrongWolfe }, Epochs = 5, Precision = Precision.Single,
        };
        var epochs = Trainer.Run(network, Line, options).ToList();
        Assert.NotEqual(StopReason.Diverged, epochs[^1].StopReason);
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
    }

    [Fact]
    public void A_stop_within_a_step_leaves_the_parameters_before_it()
    {
        using var stop = new CancellationTokenSource();
        var network = Samples.Network(1, "Linear(1)");
        double[] before = network.Snapshot();
        using var plan = ComputeDevice.Default.CreatePlan(network.Record(Objective.Of(network, Line, Loss.Find("MSE"))), 100, Precision.Double);
        plan.WriteParameters(before);
        plan.Load(Line.Source, NetworkEvaluation.Indices(0, 100));
        int evaluations = 0;
        var state = new LBFGS(0.01).Start(plan, () => ++evaluations == 3
            ? throw new OperationCanceledException()
            : plan.Evaluate(withGradient: true));
        double loss = plan.Evaluate(withGradient: true);
        Assert.Throws<OperationCanceledException>(() => state.Step(1, loss));
        var after = new double[2];
        plan.ReadParameters(after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Accuracy_is_that_of_the_parameters_before_the_step_as_the_loss_is()
    {
        var data = Samples.Classes(60, 3, 3);
        var first = new[] { new LBFGS(), (Optimizer)new SGD() }.Select(optimizer => Trainer.Run(
            Samples.Network(3, "Linear(3)"), data, new TrainingOptions { Optimizer = optimizer, Epochs = 1 }).Single()).ToList();
        Assert.Equal((first[1].Loss, first[1].Accuracy, first[1].GradientNorm), (first[0].Loss, first[0].Accuracy, first[0].GradientNorm));
        Assert.InRange(first[0].Accuracy!.Value, 0.01, 0.99);
    }

    [Fact]
    public void A_network_without_parameters_needs_no_step()
    {
        var options = new TrainingOptions { Epochs = 2, Optimizer = new LBFGS { LineSearch = LineSearch.StrongWolfe } };
        Assert.Equal(0.5, Trainer.Run(Samples.Network(1, "ReLU"), Samples.Of([1, -1], [1, 1]), options).Last().Loss, 6);
    }
}
