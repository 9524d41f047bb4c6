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
            team.Run(count);
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
            team.Run(3);
        }

        Assert.Equal(15, sum);
    }

    [Fact]
    public void A_round_has_the_members_that_it_is_given()
    {
        int[] runs = new int[4], expected = new int[4];
        using var team = new ThreadTeam(4, member => Interlocked.Increment(ref runs[member]));
        for (int round = 0; round < 3000; round++)
        {
            // Up and down, and now and then long enough apart that those who wait go to sleep.
            int members = 1 + (round * 7 / 5 % 4);
            if (round % 300 == 0)
            {
                Thread.Sleep(10);
            }

            team.Run(members);
            for (int member = 0; member < members; member++)
            {
                expected[member]++;
            }

            Assert.Equal(expected, runs);
        }
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
        var error = Assert.Throws<InvalidOperationException>(() => team.Run(2));
        Assert.IsType<ArithmeticException>(error.InnerException);
        fail = false;
        team.Run(2);
    }
}
