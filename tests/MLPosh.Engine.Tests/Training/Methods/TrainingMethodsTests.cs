namespace MLPosh.Engine.Tests.Training.Methods;

public class TrainingMethodsTests
{
    private static readonly TrainingOptions Default = new();

    public static TheoryData<string, TrainingMethod, TrainingOptions> Refused => new()
    {
        { "Regularization", TrainingMethod.GradientDescent, Default with { Regularization = 1 } },
        { "Regularization", TrainingMethod.RandomSearch, Default with { Regularization = 0 } },
        { "SearchDeviation", TrainingMethod.GradientDescent, Default with { SearchDeviation = 1 } },
        { "SearchDeviation", TrainingMethod.NormalEquation, Default with { SearchDeviation = 1 } },
        { "Optimizer", TrainingMethod.NormalEquation, Default with { Optimizer = new SGD(0.5) } },
        { "Optimizer", TrainingMethod.RandomSearch, Default with { Optimizer = new SGD(0.5) } },
        { "BatchSize", TrainingMethod.NormalEquation, Default with { BatchSize = 5 } },
        { "BatchSize", TrainingMethod.RandomSearch, Default with { BatchSize = 5 } },
        { "Shuffle", TrainingMethod.NormalEquation, Default with { Shuffle = true } },
        { "Shuffle", TrainingMethod.RandomSearch, Default with { Shuffle = true } },
        { "Epoch", TrainingMethod.NormalEquation, Default with { Epochs = 5 } },
        { "Patience", TrainingMethod.NormalEquation, Default with { Patience = 5 } },
        { "MinDelta", TrainingMethod.NormalEquation, Default with { MinDelta = 5 } },
        { "RestoreBest", TrainingMethod.NormalEquation, Default with { RestoreBest = true } },
        { "MaxTime", TrainingMethod.NormalEquation, Default with { MaxTime = TimeSpan.FromSeconds(1) } },
        { "Method", (TrainingMethod)7, Default with { MinDelta = 1 } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_a_method_would_ignore_is_refused(string name, TrainingMethod method, TrainingOptions options) =>
        NormalEquationTests.Refused(options with { Method = method }, name);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_regularization_below_zero_is_refused(double value)
    {
        var error = Assert.Throws<MLPoshException>(() => new TrainingOptions { Regularization = value });
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith("Regularization", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_deviation_of_zero_or_below_is_refused(double value)
    {
        var error = Assert.Throws<MLPoshException>(() => new TrainingOptions { SearchDeviation = value });
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith("LearningRate", error.Message, StringComparison.Ordinal);
    }
}
