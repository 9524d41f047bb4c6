using MLPosh.Devices.Reference;

namespace MLPosh.Engine.Tests.Functions;

public class LossTests
{
    public static TheoryData<string> Names => [.. Loss.Names];

    [Fact]
    public void All_that_are_named_are_there_and_described()
    {
        Assert.Equal(
            [
                "L1", "MSE", "Huber", "SmoothL1", "CrossEntropy", "BinaryCrossEntropy", "NegativeLogLikelihood", "Hinge",
                "SquaredHinge", "Perceptron", "KullbackLeibler", "Difference",
            ],
            Loss.Names);
        Assert.All(Loss.All, loss => Assert.All(
            [loss.Equation, loss.DerivativeEquation, loss.Targets], text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    [Theory]
    [InlineData("MSE", 2, 1, 1, 2)]
    [InlineData("L1", -2, 1, 3, -1)]
    [InlineData("L1", 1, 1, 0, 0)]
    [InlineData("Huber", 1.5, 1, 0.125, 0.5)]
    [InlineData("Huber", 4, 1, 2.5, 1)]
    [InlineData("SmoothL1", -4, 1, 4.5, -1)]
    [InlineData("Difference", 3, 5, -2, 1)]
    [InlineData("BinaryCrossEntropy", 0, 1, 0.6931471805599453, -0.5)]
    [InlineData("Hinge", 0.25, 1, 0.75, -1)]
    [InlineData("Hinge", -2, -1, 0, 0)]
    [InlineData("SquaredHinge", 0.5, 1, 0.25, -1)]
    [InlineData("Perceptron", 0.5, -1, 0.5, 1)]
    [InlineData("Perceptron", 0.5, 1, 0, 0)]
    [InlineData("Perceptron", 0, 1, 0, -1)]
    public void Values_by_hand(string name, double at, double target, double value, double derivative)
    {
        var point = Assert.Single(Loss.Find(name).At([at], [target]));
        Assert.Equal((at, target), (point.At, point.Target));
        Assert.Equal(value, point.Value, 1e-15);
        Assert.Equal(derivative, point.Derivative, 1e-15);
    }

    [Fact]
    public void Cross_entropy_takes_all_outputs_as_one_sample()
    {
        var points = Loss.Find("CrossEntropy").At([1, 2, 3], [0, 0, 1]);
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Assert.All(points, point => Assert.Equal(Math.Log(sum) - 3, point.Value, 1e-14));
        Assert.Equal(Math.Exp(1) / sum, points[0].Derivative, 1e-15);
        Assert.Equal((Math.Exp(3) / sum) - 1, points[2].Derivative, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_the_limits_of_differences(string name)
    {
        var loss = Loss.Find(name);
        double[] at = [0.7, -1.3, 2.1];
        double[] target = new double[][] { [0.5, 0.25, 0.25], [1, -1, 1] }.First(t => loss.Objection(t, 3) is null);
        const double Step = 1e-6;
        for (int i = 0; i < 3; i++)
        {
            double[] above = [.. at], below = [.. at];
            above[i] += Step;
            below[i] -= Step;
            double slope = (loss.At(above, target)[i].Value - loss.At(below, target)[i].Value) / (2 * Step);
            Assert.Equal(slope, loss.At(at, target)[i].Derivative, 1e-8);
        }
    }

    [Fact]
    public void The_perceptrons_strongest_rival_is_the_first_of_equals()
    {
        Assert.Equal([0, 1, 0, -1], PerceptronSlopes([1, 3, 3, 0], [0, 0, 0, 1]));
        Assert.Equal([0, 0, 0, 0], PerceptronSlopes([1, 3, 5, 0], [0, 0, 1, 0]));
    }

    [Fact]
    public void Lists_of_different_length_and_targets_that_do_not_fit()
    {
        var length = Assert.Throws<MLPoshException>(() => Loss.Find("MSE").At([1, 2], [1]));
        Assert.Equal(ErrorId.DatasetShapeMismatch, length.Id);
        var probability = Assert.Throws<MLPoshException>(() => Loss.Find("BinaryCrossEntropy").At([1], [2]));
        Assert.Equal(ErrorId.LossMismatch, probability.Id);
        Assert.Contains("from 0 to 1", probability.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorId.LossMismatch, Assert.Throws<MLPoshException>(() => Loss.Find("CrossEntropy").At([1], [1])).Id);
    }

    /// <summary>The slopes of the perceptron's loss over classes.</summary>
    private static double[] PerceptronSlopes(double[] predictions, double[] targets)
    {
        var slopes = new double[predictions.Length];
        MultiClassPerceptron.Evaluate<Real64, RealColumn>(new(predictions), new(targets), new(slopes));
        return slopes;
    }
}
