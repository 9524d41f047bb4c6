namespace MLPosh.Engine.Tests.Optimizers;

public class OptimizerSettingTests
{
    public static TheoryData<string, Func<object>> BadSettings => new()
    {
        { "Momentum", () => new SGD(nesterov: true) },
        { "Momentum", () => new SGD(0.1, 0.9, nesterov: true) with { Momentum = 0 } },
        { "Momentum", () => new RMSProp { Momentum = 1 } },
        { "Alpha", () => new RMSProp { Alpha = 1 } },
        { "Alpha", () => new RMSProp { Alpha = double.NaN } },
        { "Epsilon", () => new RMSProp { Epsilon = -1 } },
        { "Epsilon", () => new Adam { Epsilon = double.NaN } },
        { "Epsilon", () => new Adagrad { Epsilon = -1e-9 } },
        { "LearningRate", () => new Adam(0) },
        { "LearningRate", () => new AdamW(-1) },
        { "LearningRate", () => new NAdam(double.NaN) },
        { "LearningRate", () => new LBFGS(double.PositiveInfinity) },
        { "LearningRate", () => new Adagrad(0) },
        { "LearningRateDecay", () => new Adagrad { LearningRateDecay = -1 } },
        { "InitialAccumulator", () => new Adagrad { InitialAccumulator = -1 } },
        { "WeightDecay", () => new AdamW { WeightDecay = -1 } },
        { "Beta", () => new Adam { Beta = [0.9] } },
        { "Beta", () => new Adam { Beta = [0.9, 1] } },
        { "Beta", () => new AdamW { Beta = [-0.1, 0.9] } },
        { "Beta", () => new NAdam { Beta = [double.NaN, 0.9] } },
        { "Beta", () => new NAdam { Beta = null! } },
        { "MomentumDecay", () => new NAdam { MomentumDecay = -1 } },
        { "MaxIteration", () => new LBFGS { MaxIteration = 0 } },
        { "MaxEvaluation", () => new LBFGS { MaxEvaluation = 0 } },
        { "HistorySize", () => new LBFGS { HistorySize = 0 } },
        { "GradientTolerance", () => new LBFGS { GradientTolerance = -1 } },
        { "ChangeTolerance", () => new LBFGS { ChangeTolerance = double.NaN } },
        { "LineSearch", () => new LBFGS { LineSearch = (LineSearch)7 } },
        { "GradientClip", () => new TrainingOptions { GradientClip = 0 } },
        { "GradientClip", () => new TrainingOptions { GradientClip = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void A_setting_out_of_range_is_named(string setting, Func<object> make)
    {
        var error = Assert.Throws<MLPoshException>(make);
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith($"{setting} is ", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Target);
    }

    [Theory]
    [InlineData("SGD", "LearningRate 0.01, WeightDecay 0, Momentum 0, Nesterov False")]
    [InlineData("adagrad", "LearningRate 0.01, WeightDecay 0, LearningRateDecay 0, InitialAccumulator 0, Epsilon 1E-10")]
    [InlineData("RMSProp", "LearningRate 0.01, WeightDecay 0, Alpha 0.99, Epsilon 1E-08, Momentum 0, Centered False")]
    [InlineData("Adam", "LearningRate 0.001, WeightDecay 0, Beta 0.9/0.999, Epsilon 1E-08, AmsGrad False")]
    [InlineData("AdamW", "LearningRate 0.001, WeightDecay 0.01, Beta 0.9/0.999, Epsilon 1E-08, AmsGrad False")]
    [InlineData("NAdam", "LearningRate 0.002, WeightDecay 0, Beta 0.9/0.999, Epsilon 1E-08, MomentumDecay 0.004")]
    [InlineData("LBFGS", "LearningRate 1, MaxIteration 20, MaxEvaluation 25, GradientTolerance 1E-07, ChangeTolerance 1E-09, HistorySize 100, LineSearch None")]
    public void Defaults_are_PyTorchs(string name, string setting)
    {
        var optimizer = Optimizer.Find(name);
        Assert.Equal(setting, optimizer.Setting);
        Assert.Equal($"{optimizer.Name}: {setting}", optimizer.ToString());
        Assert.NotEmpty(optimizer.Equation);
    }

    [Fact]
    public void Settings_are_given_by_name_in_any_case_and_order()
    {
        var made = Optimizer.Create("sgd", new Dictionary<string, object>
        {
            ["nesterov"] = true, ["MOMENTUM"] = 0.9, ["LearningRate"] = 1,
        });
        Assert.Equal(new SGD(1, 0.9, nesterov: true), made);
        Assert.Equal(new SGD(), Optimizer.Find("SGD"));
        Assert.Equal(new Adam { Beta = [0.5, 0.6] }, Optimizer.Create("Adam", new Dictionary<string, object> { ["Beta"] = new[] { 0.5, 0.6 } }));
    }

    [Fact]
    public void The_betas_are_a_copy()
    {
        var adam = new Adam();
        adam.Beta[0] = 5;
        Assert.Equal([0.9, 0.999], adam.Beta);
    }

    [Fact]
    public void A_setting_that_an_optimizer_does_not_have_is_refused()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Optimizer.Create("Adam", new Dictionary<string, object> { ["Momentum"] = 0.9 }));
        Assert.Equal((ErrorId.OptionOutOfRange, (object)"Momentum"), (error.Id, error.Target));
        Assert.Contains("Adam has no setting Momentum", error.Message, StringComparison.Ordinal);
        Assert.Contains("Beta", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Optimizer.Create("SGD", new Dictionary<string, object> { ["Momentum"] = "much" }));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains("Momentum is much", error.Message, StringComparison.Ordinal);
    }
}
