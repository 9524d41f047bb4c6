namespace MLPosh.Engine.Tests.Data;

public sealed class DatasetSplitterTests
{
    [Theory]
    [InlineData(new[] { 0.8, 0.2 }, new[] { 80, 20 })]
    [InlineData(new[] { 0.8 }, new[] { 80, 20 })]
    [InlineData(new[] { 0.7, 0.2, 0.1 }, new[] { 70, 20, 10 })]
    [InlineData(new[] { 0.5, 0.25 }, new[] { 50, 25 })]
    [InlineData(new[] { 1.0 }, new[] { 100 })]
    [InlineData(new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 0.006, 0.994 }, new[] { 1, 99 })]
    public void Parts_have_the_sizes_of_their_fractions(double[] fractions, int[] sizes) => Assert.Equal(
        sizes, DatasetSplitter.Split(Numbers(100), fractions, seed: 1).Select(part => part.Count));

    [Fact]
    public void Every_sample_is_in_one_part_with_its_target()
    {
        var parts = DatasetSplitter.Split(Numbers(101), [0.5, 0.3, 0.2], seed: 4);
        Assert.Equal(Enumerable.Range(0, 101).Select(i => (double)i), parts.SelectMany(part => part.X).Order());
        Assert.All(parts, part => Assert.Equal(part.X.Select(x => x * 10), part.Y));
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_in_a_random_order()
    {
        var first = DatasetSplitter.Split(Numbers(50), [0.6, 0.4], seed: 2);
        Assert.Equal(first[0].X, DatasetSplitter.Split(Numbers(50), [0.6, 0.4], seed: 2)[0].X);
        Assert.NotEqual(first[0].X, DatasetSplitter.Split(Numbers(50), [0.6, 0.4], seed: 3)[0].X);
        Assert.NotEqual(first[0].X.Order(), first[0].X);
    }

    [Fact]
    public void Parts_keep_names_classes_and_scaling()
    {
        var data = DatasetBuilder.FromArrays(
            new[] { 1, 2, 3, 4 }, new[] { "a", "b", "b", "b" }, new() { Feature = ["w"], Target = ["t"], Standardize = true });
        Assert.All(DatasetSplitter.Split(data, [0.5, 0.5], seed: 1), part =>
        {
            Assert.Equal(["a", "b"], part.Classes);
            Assert.Equal(["w"], part.FeatureNames);
            Assert.Equal(["t"], part.TargetNames);
            Assert.Equal([2.5], part.FeatureMean);
        });
    }

    [Fact]
    public void Stratified_parts_have_the_share_of_each_class_in_mixed_order()
    {
        var data = Labelled(60, 30, 10);
        var parts = DatasetSplitter.Split(data, [0.8, 0.2], seed: 1, stratify: true);
        Assert.Equal([48, 24, 8], CountsOf(parts[0]));
        Assert.Equal([12, 6, 2], CountsOf(parts[1]));
        Assert.NotEqual(parts[0].Y.Order(), parts[0].Y);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), parts.SelectMany(part => part.X).Order());
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 0.0, 0.5 })]
    [InlineData(new[] { -0.1 })]
    [InlineData(new[] { 1.5 })]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { 0.8, 0.3 })]
    public void Fractions_out_of_range_are_named(double[] fractions)
    {
        string shown = string.Join(", ", fractions.Select(f => f.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Fails.With(
            ErrorId.OptionOutOfRange,
            shown,
            () => DatasetSplitter.Split(Numbers(10), fractions, seed: 1),
            $"Fraction is {shown}",
            "add up to at most 1");
    }

    [Fact]
    public void Fractions_may_miss_1_by_rounding() =>
        Assert.Equal(10, DatasetSplitter.Split(Numbers(100), Enumerable.Repeat(0.1, 10).ToArray(), seed: 1).Count);

    [Fact]
    public void A_part_without_samples_is_named()
    {
        var data = Numbers(2);
        Fails.With(
            ErrorId.DatasetEmpty, data, () => DatasetSplitter.Split(data, [0.9, 0.05, 0.05], seed: 1), "Part 2 of 3", "0.05", "2 sample");
    }

    [Fact]
    public void Stratify_needs_classes()
    {
        Fails.With(
            ErrorId.OptionOutOfRange, "given", () => DatasetSplitter.Split(Numbers(9), [0.5], 1, stratify: true), "Stratify", "y", "not a class");
        Fails.With(ErrorId.OptionOutOfRange, "given", () => DatasetSplitter.Fold(Numbers(9), 3, 1, stratify: true), "Stratify");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Folds_test_every_sample_once_and_train_on_the_others(int folds)
    {
        var result = DatasetSplitter.Fold(Numbers(10), folds, seed: 1);
        Assert.Equal(Enumerable.Range(1, folds), result.Select(fold => fold.Fold));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), result.SelectMany(fold => fold.Test.X).Order());
        Assert.All(result, fold =>
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), fold.Train.X.Concat(fold.Test.X).Order());
            Assert.InRange(fold.Test.Count, 10 / folds, (10 / folds) + 1);
        });
    }

    [Fact]
    public void Stratified_folds_share_out_each_class()
    {
        var folds = DatasetSplitter.Fold(Labelled(60, 30, 10), 5, seed: 1, stratify: true);
        Assert.All(folds, fold => Assert.Equal([12, 6, 2], CountsOf(fold.Test)));
        Assert.NotEqual(folds[0].Train.Y.Order(), folds[0].Train.Y);
    }

    [Fact]
    public void The_same_seed_gives_the_same_folds()
    {
        static IEnumerable<double> Of(long seed) => DatasetSplitter.Fold(Numbers(20), 4, seed).SelectMany(fold => fold.Test.X);
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public void Folds_are_from_2_to_the_number_of_samples(int folds) => Fails.With(
        ErrorId.OptionOutOfRange, folds, () => DatasetSplitter.Fold(Numbers(10), folds, seed: 1), $"Fold is {folds}", "from 2 to 10");

    private static Dataset Numbers(int count) => DatasetBuilder.FromArrays(
        Enumerable.Range(0, count).ToArray(), Enumerable.Range(0, count).Select(i => i * 10).ToArray());

    private static Dataset Labelled(int a, int b, int c) => DatasetBuilder.FromArrays(
        Enumerable.Range(0, a + b + c).ToArray(),
        Enumerable.Repeat("a", a).Concat(Enumerable.Repeat("b", b)).Concat(Enumerable.Repeat("c", c)).ToArray());

    private static int[] CountsOf(Dataset data) => [.. data.Y.GroupBy(y => y).OrderBy(g => g.Key).Select(g => g.Count())];
}
