namespace MLPosh.Engine.Tests.Networks;

public class ImageLayerTests
{
    [Theory]
    [InlineData("Conv2D(16, 3)", "16x6x4")]
    [InlineData("conv2d(16,3,2,1,false)", "16x4x3")]
    [InlineData("Conv2D(4, 8, padding=1)", "4x3x1")]
    [InlineData("MaxPool(2)", "3x4x3")]
    [InlineData("MaxPool(3, stride=2, padding=1)", "3x4x3")]
    [InlineData("AveragePool(3, 1)", "3x6x4")]
    [InlineData("BatchNorm", "3x8x6")]
    [InlineData("LayerNorm", "3x8x6")]
    public void The_shape_after_a_layer(string layer, string expected) =>
        Assert.Equal(expected, string.Join('x', LayerParser.Parse(layer).OutputShape([3, 8, 6])));

    [Theory]
    [InlineData("Conv2D(16, 3)", "Conv2D(16, 3)")]
    [InlineData("conv2d(16,3,2,1,false)", "Conv2D(16, 3, stride=2, padding=1, bias=false)")]
    [InlineData("MaxPool(2, 2)", "MaxPool(2)")]
    [InlineData("MaxPool(3, padding=1, stride=2)", "MaxPool(3, stride=2, padding=1)")]
    [InlineData("AveragePool(kernel=3)", "AveragePool(3)")]
    [InlineData("batchnorm", "BatchNorm")]
    [InlineData("BatchNorm(0.2, 0.001, affine=false)", "BatchNorm(momentum=0.2, eps=0.001, affine=false)")]
    [InlineData("LayerNorm(eps=1e-5)", "LayerNorm")]
    [InlineData("Embedding(10, 3)", "Embedding(10, 3)")]
    public void A_layer_is_written_as_it_is_read(string text, string expected)
    {
        var layer = LayerParser.Parse(text);
        Assert.Equal(expected, $"{layer}");
        Assert.Equal(expected, $"{LayerParser.Parse(expected)}");
        Assert.Equal(expected.Split('(')[0], layer.Name);
    }

    [Theory]
    [InlineData("Conv2D(0, 3)")]
    [InlineData("Conv2D(3, 0)")]
    [InlineData("Conv2D(3, 3, stride=0)")]
    [InlineData("Conv2D(3, 3, padding=-1)")]
    [InlineData("MaxPool(0)")]
    [InlineData("MaxPool(2, stride=-1)")]
    [InlineData("MaxPool(3, padding=2)")]
    [InlineData("AveragePool(2, padding=-1)")]
    [InlineData("BatchNorm(momentum=1.1)")]
    [InlineData("BatchNorm(momentum=NaN)")]
    [InlineData("BatchNorm(eps=0)")]
    [InlineData("LayerNorm(eps=-1)")]
    [InlineData("Embedding(0, 3)")]
    [InlineData("Embedding(16777217, 3)")]
    [InlineData("Embedding(3, 0)")]
    public void A_setting_outside_its_range_is_refused(string text)
    {
        var error = Assert.Throws<MLPoshException>(() => LayerParser.Parse(text));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(text.Split('(')[0], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3x8x6", "Conv2D(4, 9)", "at least 9 pixels")]
    [InlineData("3x8x6", "Conv2D(4, 9, padding=1)", "at least 7 pixels")]
    [InlineData("3x8x6", "MaxPool(7)", "3x8x6")]
    [InlineData("3x8x6", "AveragePool(9, padding=1)", "at least 7 pixels")]
    [InlineData("4", "Conv2D(4, 1)", "images")]
    [InlineData("4x3", "MaxPool(1)", "images")]
    [InlineData("4x3", "Embedding(5, 2)", "indices")]
    [InlineData("2x2x2x2", "BatchNorm", "2x2x2x2")]
    public void An_input_that_a_layer_cannot_take_is_refused(string shape, string layer, string part)
    {
        var error = Assert.Throws<MLPoshException>(
            () => Samples.Network([.. shape.Split('x').Select(int.Parse)], layer));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolution_draws_as_PyTorch_does()
    {
        var network = Samples.Network([3, 9, 9], "Conv2D(50, 3)");
        var (weight, bias) = (network.GetParameter("0.weight"), network.GetParameter("0.bias"));
        Assert.Equal([50, 3, 3, 3], weight.Shape);
        Assert.Equal([50], bias.Shape);
        double bound = 1 / Math.Sqrt(27);
        Assert.All(weight.Value.Concat(bias.Value), value => Assert.InRange(value, -bound, bound));
        Assert.InRange(weight.Value.Max(), 0.99 * bound, bound);
    }

    /// <summary>Bars of 1 by 4 pixels in 8 x 8 images with noise: across is class 0, down is class 1.</summary>
    [Fact]
    public void A_small_network_tells_bars_across_from_bars_down()
    {
        Dataset Bars(int count, int seed)
        {
            var (x, y, random) = (new double[count * 64], new double[count], new Random(seed));
            for (int s = 0; s < count; s++)
            {
                y[s] = s % 2;
                int line = random.Next(8), start = random.Next(5);
                for (int i = 0; i < 64; i++)
                {
                    x[(s * 64) + i] = 0.2 * random.NextDouble();
                }

                for (int i = start; i < start + 4; i++)
                {
                    x[(s * 64) + (y[s] == 0 ? (line * 8) + i : (i * 8) + line)] += 1;
                }
            }

            return new Dataset(x, y, count, [1, 8, 8], ["x"], ["class"], ["across", "down"]);
        }

        var network = Samples.Network([1, 8, 8], "Conv2D(4, 3)", "ReLU", "MaxPool(6)", "Flatten", "Linear(2)");
        var options = new TrainingOptions
        {
            Epochs = 60, BatchSize = 20, Seed = 1, Optimizer = new SGD(0.05, momentum: 0.9),
        };
        Assert.True(NetworkMeasurement.Of(network, Bars(200, 2)).Accuracy < 0.8);
        Assert.Equal(60, Trainer.Run(network, Bars(200, 1), options).Count());
        Assert.True(NetworkMeasurement.Of(network, Bars(200, 2)).Accuracy >= 0.98);
    }
}
