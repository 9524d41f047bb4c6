using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What importing the module sets off, and what removing it gives back.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport() => WarmUp.Start();

    public void OnRemove(PSModuleInfo psModuleInfo) => ComputeDevice.CloseAll();
}
