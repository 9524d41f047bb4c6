namespace MLPosh.Engine.Tests.Training;

public class WarmUpTests
{
    [Fact]
    public void It_changes_no_numbers_however_often_it_is_asked_for()
    {
        static double[] Losses() =>
        [
            .. Trainer.Run(Samples.Network(1, "Linear(3)", "ReLU", "Linear(1)"), Samples.Line(50), new() { Seed = 1, Epochs = 20 })
                .Select(epoch => epoch.Loss),
        ];
        var before = Losses();
        WarmUp.Start();
        WarmUp.Start();
        Assert.Equal(before, Losses());
    }
}
