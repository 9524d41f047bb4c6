namespace MLPosh.Engine.Tests.Data;

/// <summary>What holds for every kind of generated dataset.</summary>
public sealed class DatasetKindTests
{
    public static TheoryData<string> Kinds => [.. DatasetGenerator.Names];

    [Fact]
    public void All_kinds_are_listed() => Assert.Equal(
        "Linear Polynomial Sine Parity Ring ThreeModes Xor Spiral Moons Blobs Sequence",
        string.Join(' ', DatasetGenerator.Names));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_samples_and_another_seed_others(string kind)
    {
        Dataset Make(long? seed) => DatasetGenerator.Generate(kind, new() { Noise = 0.1, Count = 50, Seed = seed });
        Assert.Equal(Make(5).X, Make(5).X);
        Assert.Equal(Make(5).Y, Make(5).Y);
        Assert.NotEqual(Make(5).X, Make(6).X);
        Assert.NotEqual(Make(null).X, Make(null).X);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_larger_count_leaves_the_first_samples_as_they_are(string kind)
    {
        Dataset Make(int count) => DatasetGenerator.Generate(kind, new() { Noise = 0.1, Count = count, Seed = 5 });
        var few = Make(30);
        var many = Make(70);
        Assert.Equal(70, many.Count);
        Assert.Equal(few.X, many.X.Take(few.X.Count));
        Assert.Equal(few.Y, many.Y.Take(few.Y.Count));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_dataset_of_one_sample_has_all_classes_by_name(string kind)
    {
        var data = DatasetGenerator.Generate(kind, new() { Count = 1, Seed = 1 });
        Assert.Equal(1, data.Count);
        Assert.True(data.Classes is null or { Count: >= 2 });
        Assert.Equal(1000, DatasetGenerator.Generate(kind, new() { Seed = 1 }).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bad_noise_counts_and_sizes_are_named(string kind)
    {
        Fails.With(ErrorId.OptionOutOfRange, -0.1, () => Make(new() { Noise = -0.1 }), "Noise is -0.1");
        Fails.With(ErrorId.OptionOutOfRange, double.NaN, () => Make(new() { Noise = double.NaN }), "Noise is NaN");
        Fails.With(ErrorId.OptionOutOfRange, 0, () => Make(new() { Count = 0 }), "Count is 0");
        Fails.With(ErrorId.OptionOutOfRange, 0, () => Make(new() { Dimension = 0 }), "Dimension is 0", "1 or above");
        Fails.With(ErrorId.OptionOutOfRange, -1, () => Make(new() { Dimension = -1 }), "Dimension is -1");
        Fails.With(ErrorId.OptionOutOfRange, 1, () => Make(new() { ClassCount = 1 }), "ClassCount is 1", "2 or above");
        Fails.With(ErrorId.OptionOutOfRange, 1, () => Make(new() { Length = 1 }), "Length is 1", "2 or above");
        Fails.With(
            ErrorId.OptionOutOfRange, (SequenceTask)7, () => Make(new() { Task = (SequenceTask)7 }), "Task is 7", "Adding, Sine, Parity");

        void Make(DatasetGeneratorOptions options) => DatasetGenerator.Generate(kind, options);
    }

    [Theory]
    [InlineData("Linear", "Range, Slope, Intercept")]
    [InlineData("Polynomial", "Range, Coefficient")]
    [InlineData("Sine", "Range")]
    [InlineData("Parity", "Range, Dimension")]
    [InlineData("Ring", "Range, Dimension")]
    [InlineData("ThreeModes", "")]
    [InlineData("Xor", "")]
    [InlineData("Spiral", "ClassCount")]
    [InlineData("Moons", "")]
    [InlineData("Blobs", "ClassCount, Dimension")]
    [InlineData("Sequence", "Task, Length")]
    public void Settings_that_a_kind_does_not_have_are_refused(string kind, string settings)
    {
        (string Name, DatasetGeneratorOptions Options)[] all =
        [
            ("Range", new() { Low = -3 }),
            ("Range", new() { High = 3 }),
            ("Slope", new() { Slope = [1] }),
            ("Intercept", new() { Intercept = 0 }),
            ("Coefficient", new() { Coefficient = [1] }),
            ("Dimension", new() { Dimension = 2 }),
            ("ClassCount", new() { ClassCount = 2 }),
            ("Task", new() { Task = SequenceTask.Adding }),
            ("Length", new() { Length = 5 }),
        ];
        string[] own = settings.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        foreach (var (name, options) in all)
        {
            if (own.Contains(name))
            {
                Assert.Equal(1000, DatasetGenerator.Generate(kind, options).Count);
                continue;
            }

            Fails.With(
                ErrorId.OptionOutOfRange,
                "given",
                () => DatasetGenerator.Generate(kind, options),
                $"{name} is given",
                $"the kind {kind} has {(own.Length == 0 ? "no settings of its own" : settings)}");
        }
    }

    [Theory]
    [InlineData("Sine")]
    [InlineData("Parity")]
    [InlineData("Ring")]
    public void A_range_has_the_lower_bound_first(string kind)
    {
        Fails.With(
            ErrorId.OptionOutOfRange, "2, 1", () => DatasetGenerator.Generate(kind, new() { Low = 2, High = 1 }), "Range is 2, 1");
        Fails.With(
            ErrorId.OptionOutOfRange, "20, 20", () => DatasetGenerator.Generate(kind, new() { Low = 20, High = 20 }), "the lower first");
    }

    [Theory]
    [InlineData("Parity")]
    [InlineData("Ring")]
    [InlineData("ThreeModes")]
    [InlineData("Xor")]
    [InlineData("Spiral")]
    [InlineData("Moons")]
    [InlineData("Blobs")]
    public void Noise_that_makes_features_infinite_is_named(string kind) => Fails.With(
        ErrorId.OptionOutOfRange,
        double.MaxValue,
        () => DatasetGenerator.Generate(kind, new() { Noise = double.MaxValue, Seed = 1 }),
        "Noise is",
        "finite");

    [Fact]
    public void Noise_that_makes_targets_infinite_is_named_with_the_place()
    {
        var error = Assert.Throws<MLPoshException>(
            () => DatasetGenerator.Generate("Sine", new() { Noise = double.MaxValue, Seed = 1 }));
        Assert.Equal(ErrorId.DatasetValueInvalid, error.Id);
    }

    [Fact]
    public void More_numbers_than_an_array_holds_are_refused_before_they_are_made()
    {
        Fails.With(
            ErrorId.OptionOutOfRange,
            1000,
            () => DatasetGenerator.Generate("Parity", new() { Dimension = int.MaxValue }),
            "Count is 1000",
            "each sample has 2147483647");
        Fails.With(
            ErrorId.OptionOutOfRange,
            1,
            () => DatasetGenerator.Generate("Sequence", new() { Length = int.MaxValue, Count = 1 }),
            "each sample has 4294967294");
    }

    [Fact]
    public void Noise_blurs_the_features_of_classes_after_the_class_is_decided()
    {
        foreach (string kind in new[] { "Parity", "Ring", "Spiral", "Moons" })
        {
            var clean = DatasetGenerator.Generate(kind, new() { Count = 2000, Seed = 1 });
            var noisy = DatasetGenerator.Generate(kind, new() { Count = 2000, Seed = 1, Noise = 0.2 });
            Assert.Equal(clean.Y, noisy.Y);
            Assert.Equal(0.2, Math.Sqrt(clean.X.Zip(noisy.X, (a, b) => (a - b) * (a - b)).Average()), 0.01);
        }
    }

    [Fact]
    public void Sine_is_one_period_unless_it_has_a_range()
    {
        var data = DatasetGenerator.Generate("Sine", new() { Seed = 1 });
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Null(data.Classes);
        Assert.All(data.X, x => Assert.InRange(x, -Math.PI, Math.PI));
        Assert.All(data.X.Zip(data.Y), pair => Assert.Equal(Math.Sin(pair.First), pair.Second, 1e-15));
        Assert.All(DatasetGenerator.Generate("Sine", new() { Low = 0, High = 20 }).X, x => Assert.InRange(x, 0, 20));
        var noisy = DatasetGenerator.Generate("Sine", new() { Noise = 0.2, Count = 5000, Seed = 1 });
        Assert.Equal(0.2, Math.Sqrt(noisy.X.Zip(noisy.Y, (x, y) => Math.Pow(y - Math.Sin(x), 2)).Average()), 0.01);
    }
}
