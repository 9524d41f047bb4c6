using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_member_runs_once_a_round(int count)
    {
        int[] runs = new int[count];
        using var team = new ThreadTeam(count, member => Interlocked.Increment(ref runs[member]));
        for (int round = 0; round < 2000; round++)
        {
            team.Run();
        }

        Assert.All(runs, number => Assert.Equal(2000, number));
    }

    [Fact]
    public void Members_that_went_to_sleep_wake_up_again()
    {
        int sum = 0;
        using var team = new ThreadTeam(3, _ => Interlocked.Increment(ref sum));
        for (int round = 0; round < 5; round++)
        {
            Thread.Sleep(20);
            team.Run();
        }

        Assert.Equal(15, sum);
    }

    [Fact]
    public void A_members_failure_reaches_the_caller_and_the_team_goes_on()
    {
        bool fail = true;
        using var team = new ThreadTeam(2, member =>
        {
            if (fail && member == 1)
            {
                throw new ArithmeticException("no");
            }
        });
        var error = Assert.Throws<InvalidOperationException>(team.Run);
        Assert.IsType<ArithmeticException>(error.InnerException);
        fail = false;
        team.Run();
    }
}
