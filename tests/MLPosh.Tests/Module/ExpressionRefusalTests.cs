using System.Management.Automation;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>What an expression may not hold is refused by name and place, and nothing of it is run.</summary>
public sealed class ExpressionRefusalTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(" Get-Date ", "Get-Date", 1, 2, "runs no commands")]
    [InlineData("$x * (Get-Random)", "Get-Random", 1, 7, "runs no commands")]
    [InlineData("$q = $x\n\n  $q + $(1)", "$(1)", 3, 8, "")]
    [InlineData("[IO.File]::Delete('a')", "[IO.File]::Delete('a')", 1, 1, "[Math] and [Activation]")]
    [InlineData("Set-Content a.txt 1", "Set-Content a.txt 1", 1, 1, "runs no commands")]
    [InlineData("$x > a.txt", "$x > a.txt", 1, 1, "redirections")]
    [InlineData("sigmoid ($x) 2>a.txt", "sigmoid ($x) 2>a.txt", 1, 1, "redirections")]
    [InlineData("$x + 1 &", "$x + 1", 1, 1, "jobs")]
    [InlineData("[Math]::Round($x)", "[Math]::Round($x)", 1, 1, "Exp, Log")]
    [InlineData("[Math]::PI", "[Math]::PI", 1, 1, "")]
    [InlineData("[Math]::$x(1)", "[Math]::$x(1)", 1, 1, "")]
    [InlineData("[Math]::Max[int]($x, 1)", "[Math]::Max[int]($x, 1)", 1, 1, "")]
    [InlineData("[Math]::Exp()", "[Math]::Exp()", 1, 1, "takes 1 value(s), not 0")]
    [InlineData("[Math]::Log($x, 2)", "[Math]::Log($x, 2)", 1, 1, "takes 1 value(s), not 2")]
    [InlineData("[Math]::Pow($x)", "[Math]::Pow($x)", 1, 1, "takes 2 value(s), not 1")]
    [InlineData("[Activation]::Find('ReLU')", "[Activation]::Find('ReLU')", 1, 1, "Sigmoid")]
    [InlineData("[Activation]::Softmax($x)", "[Activation]::Softmax($x)", 1, 1, "element by element")]
    [InlineData("(logsoftmax ($x))", "logsoftmax ($x)", 1, 2, "element by element")]
    [InlineData("(sigmoid $x $y)", "sigmoid $x $y", 1, 2, "one value in parentheses")]
    [InlineData("(sigmoid 1)", "sigmoid 1", 1, 2, "one value in parentheses")]
    [InlineData("(sigmoid)", "sigmoid", 1, 2, "one value in parentheses")]
    [InlineData("sigmoid ($x) * 2", "sigmoid ($x) * 2", 1, 1, "one value in parentheses")]
    [InlineData("& sigmoid ($x)", "& sigmoid ($x)", 1, 1, "runs no commands")]
    [InlineData("'sigmoid' | sigmoid ($x)", "'sigmoid' | sigmoid ($x)", 1, 1, "pipelines")]
    [InlineData("$x | ForEach-Object { $_ }", "$x | ForEach-Object { $_ }", 1, 1, "pipelines")]
    [InlineData("& { $x }", "& { $x }", 1, 1, "runs no commands")]
    [InlineData("{ $x }", "{ $x }", 1, 1, "")]
    [InlineData("$x[0]", "$x[0]", 1, 1, "")]
    [InlineData("$x.Length", "$x.Length", 1, 1, "")]
    [InlineData("$x.ToString()", "$x.ToString()", 1, 1, "")]
    [InlineData("'1' + $x", "'1'", 1, 1, "")]
    [InlineData("\"$x\"", "\"$x\"", 1, 1, "")]
    [InlineData("$x++", "$x++", 1, 1, "")]
    [InlineData("+$x", "+$x", 1, 1, "")]
    [InlineData("!$x", "!$x", 1, 1, "")]
    [InlineData("$x % 2", "$x % 2", 1, 1, "+ - * /")]
    [InlineData("$x -gt 2", "$x -gt 2", 1, 1, "+ - * /")]
    [InlineData("$x -as [IO.FileInfo]", "$x -as [IO.FileInfo]", 1, 1, "+ - * /")]
    [InlineData("[double]$x", "[double]$x", 1, 1, "")]
    [InlineData("$x, $y", "$x, $y", 1, 1, "")]
    [InlineData("@($x)", "@($x)", 1, 1, "")]
    [InlineData("@{ a = 1 }", "@{ a = 1 }", 1, 1, "")]
    [InlineData("$x; $y", "$x", 1, 1, "only the last statement")]
    [InlineData("$x ? 1 : 2", "$x ? 1 : 2", 1, 1, "")]
    [InlineData("$x && $y", "$x && $y", 1, 1, "")]
    [InlineData("if ($x) { 1 }", "if ($x) { 1 }", 1, 1, "")]
    [InlineData("return $x", "return $x", 1, 1, "")]
    [InlineData("function f { } 1", "function f { }", 1, 1, "")]
    [InlineData("$x += 1", "$x += 1", 1, 1, "one name a value")]
    [InlineData("$q, $p = 1, 2", "$q, $p = 1, 2", 1, 1, "one name a value")]
    [InlineData("[int]$q = 1", "[int]$q = 1", 1, 1, "one name a value")]
    [InlineData("$q = $x; $q = 1", "$q", 1, 10, "has a value already")]
    [InlineData("$x = $x + 1", "$x", 1, 1, "has a value already")]
    [InlineData("$env:PATH", "$env:PATH", 1, 1, "name alone")]
    [InlineData("$global:x = 1", "$global:x", 1, 1, "name alone")]
    [InlineData("$true", "$true", 1, 1, "name alone")]
    [InlineData("$null", "$null", 1, 1, "name alone")]
    [InlineData("$using:x", "$using:x", 1, 1, "")]
    [InlineData("param($x) $x", "param($x)", 1, 1, "-At")]
    [InlineData("begin { } end { $x }", "begin { }", 1, 1, "no blocks")]
    [InlineData("end { $x } clean { }", "end { $x } clean { }", 1, 1, "no blocks")]
    [InlineData("trap { } $x", "trap { } $x", 1, 1, "traps")]
    [InlineData("", "", 1, 1, "must have an expression")]
    public void Nothing_else_is_derived(string expression, string text, int line, int column, string why)
    {
        Define("text", expression);
        var error = _session.Fail("Get-Gradient ([scriptblock]::Create($text)) -At @{ x = 1; y = 1 }");
        Assert.Equal("ExpressionNotSupported,MLPosh.Commands.GetGradientCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith($"'{text}' (line {line}, column {column}) is not supported: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(text, error.TargetObject);
    }

    [Fact]
    public void Nothing_is_run() => Assert.Equal("untouched", _session.Get<string>("""
        $global:mark = 'untouched'
        function sigmoid { $global:mark = 'sigmoid' }
        function Break-It { $global:mark = 'command' }
        foreach ($bad in { Break-It }, { $x + (Break-It) }, { $(Break-It) }, { "$(Break-It)" }, { $global:mark = 1 }, { (sigmoid ($x)) }) {
            try { $null = Get-Gradient $bad -At @{ x = 1 } } catch { }
        }
        $global:mark
        """));

    [Fact]
    public void A_function_is_no_expression() => Assert.StartsWith(
        "ExpressionNotSupported,",
        _session.Fail("function f($x) { $x }; Get-Gradient ${function:f} -At @{ x = 1 }").FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Fact]
    public void Long_text_is_shortened()
    {
        var error = _session.Fail("Get-Gradient { ($x -join\n 'a') } -At @{ x = 1 }");
        Assert.StartsWith("'$x -join…' (line 1, column 17)", error.Exception.Message, StringComparison.Ordinal);
        error = _session.Fail($"Get-Gradient {{ Get-Date {new string('a', 100)} }} -At @{{ x = 1 }}");
        Assert.StartsWith($"'Get-Date {new string('a', 51)}…' (line 1, column 16)", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "$x", ")", 1.0)]
    [InlineData("-(", "$x", ")", 1.0)]
    [InlineData("$x + (", "0", ")", 10000.0)]
    [InlineData("$x + ", "0", "", 10000.0)]
    [InlineData("- ", "$x", "", 1.0)]
    [InlineData("[Math]::Abs(", "$x", ")", 1.0)]
    [InlineData("(relu (", "$x", "))", 1.0)]
    public void Ten_thousand_levels_are_no_matter(string open, string inner, string close, double value)
    {
        DefineDeep(Nested(10_000, open, inner, close));
        Assert.Equal(value, _session.Get<double>("(Get-Gradient $deep -At @{ x = 1 }).Value"));
        var error = _session.Fail("Get-Gradient $deep -At @{}");
        Assert.StartsWith("ParameterNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_ten_thousand_levels_down_is_found()
    {
        DefineDeep(Nested(10_000, "-(", "$x[0]", ")"));
        Assert.StartsWith(
            "'$x[0]' (line 1, column 20001) ", _session.Fail("Get-Gradient $deep -At @{}").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_PowerShell_itself_cannot_read_is_its_own_error()
    {
        Define("text", Nested(200_000, "(", "$x", ")"));
        Assert.Contains(
            "too complex",
            _session.Fail("Get-Gradient ([scriptblock]::Create($text)) -At @{ x = 1 }").Exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_terms_and_statements_are_derived()
    {
        DefineDeep(string.Join(" + ", Enumerable.Repeat("$x", 100_000)));
        Assert.Equal("100000 100001 100001", _session.Get<string>("""
            $sum = Get-Gradient $deep -At @{ x = 1 }
            $lines = foreach ($i in 1..100000) { "`$q$i = `$q$($i - 1) + `$x" }
            $steps = Get-Gradient ([scriptblock]::Create((@('$q0 = $x + 0') + $lines) -join "`n")) -At @{ x = 1 }
            "$($sum.Gradient.x) $($steps.Value) $($steps.Gradient.x)"
            """));
    }

    private static string Nested(int depth, string open, string inner, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    /// <summary>How deep PowerShell reads depends on its stack: here it is large, while Get-Gradient runs on the usual one.</summary>
    private void DefineDeep(string text)
    {
        var reader = new Thread(() => Define("deep", ScriptBlock.Create(text)), maxStackSize: 1 << 29);
        reader.Start();
        reader.Join();
    }

    private void Define(string name, object value) => _session.Runspace.SessionStateProxy.SetVariable(name, value);
}
