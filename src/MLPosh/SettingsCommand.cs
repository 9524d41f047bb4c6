using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What cmdlets share that make a thing of a name and its settings, a parameter each of the setting's name.</summary>
public abstract class SettingsCommand : MLPoshCommand
{
    /// <summary>The settings that the caller gave; null is taken for not given.</summary>
    private protected Dictionary<string, object> Settings
    {
        get
        {
            var settings = new Dictionary<string, object>();
            foreach (var (name, bound) in MyInvocation.BoundParameters)
            {
                object? value = Argument.Unwrap(bound);
                if (value is not null && name != "Name" && IsOwn(name))
                {
                    settings[name] = value is SwitchParameter given ? given.IsPresent : value;
                }
            }

            return settings;
        }
    }

    /// <summary>Not one of the common parameters, such as -Verbose.</summary>
    private bool IsOwn(string parameter) => GetType().GetProperty(parameter) is not null;
}
