namespace MLPosh.Shell;

/// <summary>What the process ends with, unless a script says otherwise with exit.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>Ctrl-C, as shells report it: 128 + SIGINT.</summary>
    public const int Stopped = 130;
}
