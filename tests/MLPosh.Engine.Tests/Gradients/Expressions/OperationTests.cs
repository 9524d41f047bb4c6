using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLPosh.Engine.Tests.Gradients.Expressions;

public class OperationTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static TheoryData<string, double, double> Points
    {
        get
        {
            var points = new TheoryData<string, double, double>();
            foreach (string name in Expressions.OperationNames)
            {
                foreach (var (x, y) in new[] { (0.3, 1.7), (2.4, -0.8), (1.3, 0.61) })
                {
                    points.Add(name, x, y);
                    if (name is not ("Log" or "Sqrt" or "Pow"))
                    {
                        points.Add(name, -x, y);
                    }
                }
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Each_derivative_is_what_differences_show(string operation, double x, double y)
    {
        var chosen = Expressions.Operation(operation);
        const double Step = 1e-3;
        double Slope(Func<double, double> f) => ((8 * (f(Step) - f(-Step))) - (f(2 * Step) - f(-2 * Step))) / (12 * Step);

        var local = chosen.At(x, y);
        Near(Slope(d => chosen.At(x + d, y).Value), local.First);
        Near(chosen.InputCount == 1 ? 0 : Slope(d => chosen.At(x, y + d).Value), local.Second);
    }

    [Fact]
    public void Values_and_derivatives_are_those_of_PyTorch()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "References", "pytorch", "expressions", "operations.json");
        var rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(file), Json)!;
        Assert.Equal(120, rows.Length);
        foreach (var row in rows)
        {
            string text = $"{row.Operation}({string.Join(", ", row.Inputs)})";
            var local = Expressions.Operation(row.Operation).At(row.Inputs[0], row.Inputs[^1]);
            Near(row.Value, local.Value, text);
            Near(row.Derivatives[0], local.First, text);
            if (row.Derivatives.Length > 1)
            {
                Near(row.Derivatives[1], local.Second, text);
            }
        }
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("LogSoftmax")]
    public void What_couples_its_inputs_is_no_operation(string activation) =>
        Assert.Null(ExpressionOperation.TryMakeActivation(Activation.Find(activation)));

    [Fact]
    public void Functions_are_found_in_any_case_and_no_others_are()
    {
        Assert.Equal("Exp", ExpressionOperation.TryFindFunction("EXP")!.Name);
        Assert.Null(ExpressionOperation.TryFindFunction("Round"));
    }

    private static void Near(double expected, double actual, string text = "") => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
        $"{text} {actual} is not {expected}");

    private sealed record Row(string Operation, double[] Inputs, double Value, double[] Derivatives);
}
