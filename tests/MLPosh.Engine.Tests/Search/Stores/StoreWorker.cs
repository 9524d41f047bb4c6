using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Engine.Tests.Search.Stores;

/// <summary>A process of its own that works on the trials of a store and says which it finished.</summary>
internal static class StoreWorker
{
    /// <summary>Starts one.</summary>
    /// <param name="folder">Of the store.</param>
    /// <param name="trials">How many trials there are.</param>
    /// <param name="milliseconds">How long each takes.</param>
    public static Process Start(string folder, int trials, int milliseconds)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            "exec", typeof(StoreWorker).Assembly.Location, folder,
            trials.ToString(CultureInfo.InvariantCulture), milliseconds.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>The trials that it said it finished, once it has ended.</summary>
    public static IReadOnlyList<int> Finished(Process process)
    {
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    public static int Run(string[] args)
    {
        int trials = int.Parse(args[1], CultureInfo.InvariantCulture);
        int milliseconds = int.Parse(args[2], CultureInfo.InvariantCulture);
        using var output = Console.OpenStandardOutput();
        using var store = TrialStore.Provider.Open(args[0], StoreFolder.Identity, retryFailed: false);
        for (int number = 1; number <= trials; number++)
        {
            if (store.TryClaim(number, StoreFolder.Budget))
            {
                Thread.Sleep(milliseconds);
                store.Finish(StoreFolder.Trial(number));
                // One write a line: what is half written when the process is killed is no number.
                output.Write([.. number.ToString(CultureInfo.InvariantCulture).Select(digit => (byte)digit), (byte)'\n']);
            }
        }

        return 0;
    }
}
