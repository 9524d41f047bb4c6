namespace MLPosh.Shell;

/// <summary>mlposh: PowerShell's engine with the module preloaded, for machines that have no PowerShell.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        if (commandLine.Error is { } error)
        {
            Console.Error.WriteLine(error);
            return ExitCode.Failure;
        }

        switch (commandLine.Action)
        {
            case ShellAction.Help:
                Console.WriteLine(CommandLine.Usage);
                return ExitCode.Success;
            case ShellAction.Version:
                Console.WriteLine(typeof(Program).Assembly.GetName().Version?.ToString(3));
                return ExitCode.Success;
        }

        Culture.Prepare();
        using var session = Session.Open(out string? problem);
        if (session is null)
        {
            Console.Error.WriteLine(problem);
            return ExitCode.Failure;
        }

        return commandLine.Action switch
        {
            ShellAction.File => session.RunFile(commandLine.Text, commandLine.Arguments),
            ShellAction.Command => session.RunCommand(commandLine.Text),
            _ => new Prompt(session).Run(),
        };
    }
}
