using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MLPosh.Help;

/// <summary>Asks PowerShell's engine what the built module's cmdlets take.</summary>
internal static class ModuleReader
{
    private static readonly HashSet<string> Common =
        new(Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters), StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, CmdletInfo> Cmdlets(string manifest)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", Path.GetFullPath(manifest)).AddParameter("PassThru")
            .AddParameter("ErrorAction", ActionPreference.Stop);
        var module = (PSModuleInfo)shell.Invoke()[0].BaseObject;
        return module.ExportedCmdlets.Values.ToDictionary(cmdlet => cmdlet.Name, Resolved);
    }

    public static bool IsOwn(string parameter) => !Common.Contains(parameter);

    private static CmdletInfo Resolved(CmdletInfo cmdlet)
    {
        // Read now: they are found out when first asked for, and that needs the runspace.
        _ = cmdlet.ParameterSets.Count + cmdlet.Parameters.Count + cmdlet.OutputType.Count;
        return cmdlet;
    }
}
