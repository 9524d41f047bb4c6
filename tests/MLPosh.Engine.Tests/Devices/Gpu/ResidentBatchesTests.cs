using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>What a launch is told of its batches is little, and says where each step's samples are.</summary>
public class ResidentBatchesTests
{
    // Steps as (order, first place in it); a first place below 0 is the validation.
    [Theory]
    [InlineData(1, "0:0 0:0 0:0")]
    [InlineData(2, "0:0 0:8 0:0 0:8")]
    [InlineData(1, "0:0 20:0 40:0 60:0")]
    [InlineData(2, "40:0 40:8 60:0 60:8 80:0")]
    [InlineData(3, "20:8 20:16 40:0 40:8 40:16 60:0 60:8")]
    [InlineData(3, "20:8 20:-1 40:0 40:8 40:-1 60:0")]
    [InlineData(2, "0:8 20:0")]
    [InlineData(4, "0:0 20:0 20:8 40:0")]
    [InlineData(4, "0:0 0:0 20:0 20:8")]
    public void Every_step_finds_its_batch(int told, string text)
    {
        var steps = text.Split(' ').Select(step => step.Split(':').Select(int.Parse).ToArray()).ToArray();
        var batches = new ResidentBatches();
        foreach (int[] step in steps)
        {
            batches.Add(step[1] < 0 ? new ResidentBatch(0, 5, 0) : new ResidentBatch(step[1], 8, 1), step[0]);
        }

        // Beside those of another network.
        List<ResidentBatch> all = [new ResidentBatch(9, 9, 9)];
        var network = new ResidentNetwork { Order = 1000 };
        batches.Tell(all, ref network);
        Assert.Equal((steps.Length, 1 + told), (network.Steps, all.Count));
        for (int s = 0; s < steps.Length; s++)
        {
            var batch = all[network.Batches + (s % network.BatchPeriod)];
            Assert.Equal(steps[s][1] < 0 ? 0 : 1, batch.Trains);
            if (batch.Trains == 1)
            {
                Assert.Equal(1000 + steps[s][0] + steps[s][1], network.Order + network.OrderOf(s) + batch.First);
            }
        }
    }
}
