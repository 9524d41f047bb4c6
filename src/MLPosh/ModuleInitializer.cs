using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What importing the module sets off.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport() => WarmUp.Start();
}
