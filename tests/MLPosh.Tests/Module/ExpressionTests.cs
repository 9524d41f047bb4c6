using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>Get-Gradient over expressions: what it reads from a script block, and what comes out.</summary>
public sealed class ExpressionTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("{ ($x + $y) * $z }", "@{ x = -2; y = 5; z = -4 }", -12, "x=-4 y=-4 z=3")]
    [InlineData("{ $q = $x + $y; $q * $z }", "[ordered]@{ '$z' = '-4'; '$y' = 5; '$x' = -2 }", -12, "x=-4 y=-4 z=3")]
    [InlineData("{ $q = ($x + $y); $f = $q * $z }", "@{ X = -2; Y = 5; Z = -4 }", -12, "x=-4 y=-4 z=3")]
    [InlineData("{ ($q = $x + $y) * $z }", "@{ x = -2; y = 5; z = -4 }", -12, "x=-4 y=-4 z=3")]
    [InlineData("{ $p = $q = $x; $p * $q }", "@{ x = 3 }", 9, "x=6")]
    [InlineData("{ $two = 2; $two * $x - 0x10 / 1kb }", "@{ x = 3 }", 5.984375, "x=2")]
    [InlineData("{ -$x * -2 - 1n + 1.5d }", "@{ x = 3 }", 6.5, "x=2")]
    [InlineData("{ [Math]::Max($x, $y) + [System.Math]::min($x, $y) * 10 }", "@{ x = 3; y = 4 }", 34, "x=10 y=1")]
    [InlineData("{ [math]::POW($x, 2) }", "@{ x = -3 }", 9, "x=-6")]
    [InlineData("{ [Activation]::relu($x) + (ReLU ($y)) + [MLPosh.Activation]::ReLU(2) }", "@{ x = 3; y = -1 }", 5, "x=1 y=0")]
    [InlineData("{ $a = linear ($x + 1); relu $a }", "@{ x = 3 }", 4, "x=1")]
    [InlineData("{ $x }", "@{ x = [PSObject]3 }", 3, "x=1")]
    [InlineData("{ ${x} # a comment\n }", "@{ x = 3 }", 3, "x=1")]
    [InlineData("{ 1 / 4 }", "@{}", 0.25, "")]
    public void Expressions_are_derived(string expression, string at, double value, string gradient)
    {
        _session.Run($"$global:r = Get-Gradient {expression} -At ({at})");
        Assert.Equal(value, _session.Get<double>("$r.Value"));
        Assert.Equal(gradient, _session.Get<string>(
            "($r.Gradient.GetEnumerator() | ForEach-Object { $_.Key.ToLowerInvariant() + '=' + $_.Value }) -join ' '"));
    }

    [Fact]
    public void The_sigmoid_circuit_of_the_lecture()
    {
        _session.Run("""
            $global:r = Get-Gradient { 1 / (1 + [Math]::Exp(-($w0 * $x0 + $w1 * $x1 + $w2))) } -At @{
                w0 = 2; w1 = -3; w2 = -3; x0 = -1; x1 = -2 }
            """);
        Assert.Equal(0.73, _session.Get<double>("$r.Value"), 2);
        Assert.Equal("w0 x0 w1 x1 w2", _session.Get<string>("$r.Gradient.Keys -join ' '"));
        double[] gradients = [.. _session.Run("$r.Gradient.Values").Select(value => (double)value.BaseObject)];
        Assert.Equal([-0.20, 0.39, -0.39, -0.59, 0.20], gradients.Select(value => Math.Round(value, 2)));
        double f = 1 / (1 + Math.Exp(-1)), slope = f * (1 - f);
        double[] exact = [-slope, 2 * slope, -2 * slope, -3 * slope, slope];
        Assert.All(gradients.Zip(exact), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    /// <summary>The lecture's own steps: loss = 1/r - y, r = 1 + beta, beta = exp(alpha).</summary>
    [Fact]
    public void The_steps_of_the_lecture_are_the_local_derivatives()
    {
        _session.Run("""
            $global:r = Get-Gradient {
                $alpha = -($w0 * $x0 + $w1 * $x1 + $w2)
                $beta = [Math]::Exp($alpha)
                $r = 1 + $beta
                1 / $r - $y
            } -At @{ w0 = 2; w1 = -3; w2 = -3; x0 = -1; x1 = -2; y = 1 }
            function Node($name) { $r.Node | Where-Object Name -eq $name }
            """);
        Assert.Equal(-0.534, _session.Get<double>("(Node r).Gradient"), 3);
        Assert.Equal(1, _session.Get<double>("(Node r).LocalDerivative[1]"));
        Assert.Equal(0.3679, _session.Get<double>("(Node beta).LocalDerivative[0]"), 4);
        Assert.Equal(-1, _session.Get<double>("(Node alpha).LocalDerivative[0]"));
        Assert.Equal(-0.1966, _session.Get<double>("$r.Gradient.w0"), 4);
    }

    [Fact]
    public void The_three_layer_chain_of_the_lecture()
    {
        const double X = 1.2, Y = 0.7, W1 = 0.5, B1 = -0.1, W2 = -1.3, B2 = 0.4, W3 = 2.1, B3 = 0.3;
        _session.Run(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            $global:r = Get-Gradient { $loss = $w3 * (sigmoid ($w2 * (sigmoid ($w1 * $x + $b1)) + $b2)) + $b3 - $y } -At @{
                x = {{X}}; y = {{Y}}; w1 = {{W1}}; b1 = {{B1}}; w2 = {{W2}}; b2 = {{B2}}; w3 = {{W3}}; b3 = {{B3}} }
            """));
        double Sig(double z) => 1 / (1 + Math.Exp(-z));
        double h1 = Sig((W1 * X) + B1), h2 = Sig((W2 * h1) + B2);
        Assert.Equal((W3 * h2) + B3 - Y, _session.Get<double>("$r.Value"), 12);
        Assert.Equal(h2, _session.Get<double>("$r.Gradient.w3"), 12);
        Assert.Equal(1, _session.Get<double>("$r.Gradient.b3"));
        Assert.Equal(W3 * h2 * (1 - h2) * h1, _session.Get<double>("$r.Gradient.w2"), 12);
        Assert.Equal(W3 * h2 * (1 - h2) * W2 * h1 * (1 - h1) * X, _session.Get<double>("$r.Gradient.w1"), 12);
        Assert.Equal("loss", _session.Get<string>("$r.Node[-1].Name"));
    }

    [Fact]
    public void Lists_give_arrays() => Assert.Equal("0,8,18|0,4,6|2,4,6", _session.Get<string>("""
        $r = Get-Gradient { $a * $x * $x / 1 + 0 * $b } -At @{ x = 0, 2, 3; a = 2; b = @(1, '2', [PSObject]3) }
        $d = Get-Gradient { $x * $x } -At @{ x = [double[]](1, 2, 3) }
        "$($r.Value -join ',')|$((Get-Gradient { $x * $x } -At @{ x = 0, 2, 3 }).Gradient.x -join ',')|$($d.Gradient['X'] -join ',')"
        """));

    [Theory]
    [InlineData("{ [Math]::Log($x) * 2 }", "#1", "#1 = log(x) is NaN.")]
    [InlineData("{ $q = 1 / ($x + 1); $q + 1 }", "q", "q = 1 / #1 is Infinity.")]
    [InlineData("{ [Math]::Sqrt($x + 1) }", "#2", "Going back through #2 = sqrt(#1), the gradient of #1 becomes Infinity.")]
    public void A_number_that_is_not_finite_is_named_and_warned_of(string expression, string node, string warning)
    {
        using var shell = _session.Pipeline($"Get-Gradient {expression} -At @{{ x = -1 }}");
        var result = Assert.Single(shell.Invoke());
        Assert.Equal(node, result.Properties["NonFinite"].Value);
        Assert.Equal(warning, result.Properties["NonFiniteReason"].Value);
        Assert.Equal(warning, Assert.Single(shell.Streams.Warning).Message);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void A_finite_result_has_no_warning()
    {
        using var shell = _session.Pipeline("Get-Gradient { [Math]::Pow($x, 2) } -At @{ x = -1 }");
        shell.Invoke();
        Assert.Empty(shell.Streams.Warning);
    }

    [Fact]
    public void The_view_shows_both_directions_rounded_and_the_culprit()
    {
        ShownText.Same(
            """
            Node  Operation  Forward  Gradient
            x     variable   1.23457  0.659967
            #1    sin(x)     0.943983        2
            #2    2 * #1     1.88797         1
            """,
            _session.Shown("Get-Gradient { 2 * [Math]::Sin($x) } -At @{ x = 1.23456789 }"));
        string shown = _session.Shown("Get-Gradient { [Math]::Log($x) } -At @{ x = -1 }");
        Assert.Contains("Not finite: #1 = log(x) is NaN.", shown, StringComparison.Ordinal);
        string nodes = _session.Shown("(Get-Gradient { $x * 2 } -At @{ x = 1, 2 }).Node");
        Assert.Contains("LocalDerivative", nodes, StringComparison.Ordinal);
        Assert.Contains("2, 2; 1, 2", nodes, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_nodes_the_view_leaves_the_middle_out()
    {
        string shown = _session.Shown("Get-Gradient ([scriptblock]::Create((,'$x' * 500) -join ' + ')) -At @{ x = 1 }");
        Assert.Contains("… 440 more in the property Node …", shown, StringComparison.Ordinal);
        Assert.Contains("#499", shown, StringComparison.Ordinal);
        Assert.Equal(62, shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Parameter_sets_do_not_mix()
    {
        const string Ambiguous = "AmbiguousParameterSet,MLPosh.Commands.GetGradientCommand";
        Assert.Equal(Ambiguous, _session.Fail("Get-Gradient { $x } -At @{ x = 1 } -Loss MSE").FullyQualifiedErrorId);
        Assert.Equal(Ambiguous, _session.Fail("Get-Gradient { $x } -At @{ x = 1 } -Input").FullyQualifiedErrorId);
        Assert.Equal(2, _session.Get<int>("@(New-Dataset -X 1 -Y 2 | Get-Gradient (New-Network -Size 1,1)).Count"));
        Assert.Equal(3, _session.Get<double>("(Get-Gradient -At @{ x = 3 } -Expression { $x }).Value"));
    }

    [Theory]
    [InlineData("{ $x * $y }", "@{ x = 1 }", "ParameterNotFound", ErrorCategory.ObjectNotFound, "'y' has no value: -At has x")]
    [InlineData("{ $x }", "@{ x = 1; lr = 2 }", "ParameterNotFound", ErrorCategory.ObjectNotFound, "no variable 'lr'")]
    [InlineData("{ $q = $x; $q }", "@{ x = 1; q = 2 }", "ParameterNotFound", ErrorCategory.ObjectNotFound, "no variable 'q'")]
    [InlineData("{ 1 }", "@{ x = 1 }", "ParameterNotFound", ErrorCategory.ObjectNotFound, "It has none")]
    [InlineData("{ $x }", "@{ x = 'one' }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "x is 'one'")]
    [InlineData("{ $x }", "@{ x = [double]::NaN }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "finite")]
    [InlineData("{ $x }", "@{ x = $null }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "x is empty")]
    [InlineData("{ $x }", "@{ x = { Get-Date } }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "finite number")]
    [InlineData("{ $x }", "@{ x = 1; '$X' = 1 }", "OptionOutOfRange", ErrorCategory.InvalidArgument, "twice")]
    [InlineData("{ $x }", "3", "OptionOutOfRange", ErrorCategory.InvalidArgument, "-At is '3'")]
    [InlineData("{ $x }", "$null", "OptionOutOfRange", ErrorCategory.InvalidArgument, "hashtable")]
    [InlineData("{ $x * $y }", "@{ x = 1,2; y = 1,2,3 }", "ParameterShapeMismatch", ErrorCategory.InvalidArgument, "same length")]
    [InlineData("{ $x }", "@{ x = @() }", "ParameterShapeMismatch", ErrorCategory.InvalidArgument, "empty list")]
    [InlineData("{ $x }", "@{ x = (1,2),(3,4) }", "ParameterShapeMismatch", ErrorCategory.InvalidArgument, "lists in a list")]
    [InlineData("{ Get-Date }", "@{}", "ExpressionNotSupported", ErrorCategory.InvalidArgument, "'Get-Date' (line 1, column 16)")]
    public void Bad_values_have_errors_of_their_own(string expression, string at, string id, ErrorCategory category, string part)
    {
        var error = _session.Fail($"Get-Gradient {expression} -At {at}");
        Assert.Equal($"{id},MLPosh.Commands.GetGradientCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
    }
}
