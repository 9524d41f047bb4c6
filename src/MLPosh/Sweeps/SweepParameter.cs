using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace MLPosh.Commands;

/// <summary>
/// A name that a sweep may vary: a parameter of Invoke-Training or of New-Network, found in the cmdlet itself, so that each
/// is written once.
/// </summary>
internal sealed class SweepParameter
{
    private static readonly string[] NotOfTraining =
        [nameof(InvokeTrainingCommand.Network), nameof(InvokeTrainingCommand.Dataset), nameof(InvokeTrainingCommand.Validation), nameof(InvokeTrainingCommand.Every)];

    private static readonly string[] NotOfNetwork =
        [nameof(NewNetworkCommand.Layer), nameof(NewNetworkCommand.AutoEncoder), nameof(NewNetworkCommand.Seed)];

    private readonly PropertyInfo _property;

    private SweepParameter(PropertyInfo property, bool isOfNetwork)
    {
        _property = property;
        IsOfNetwork = isOfNetwork;
    }

    /// <summary>All of them, those of the training first.</summary>
    public static IReadOnlyList<SweepParameter> All { get; } =
    [
        .. Of(typeof(InvokeTrainingCommand), NotOfTraining).Select(property => new SweepParameter(property, isOfNetwork: false)),
        .. Of(typeof(NewNetworkCommand), NotOfNetwork).Select(property => new SweepParameter(property, isOfNetwork: true)),
    ];

    public string Name => _property.Name;

    public bool IsOfNetwork { get; }

    /// <summary>The parameter of this name, in any case; null where there is none.</summary>
    public static SweepParameter? Find(string name) =>
        All.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives the cmdlet a value, as the binder would.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange for one that cannot be converted.</exception>
    public void Set(PSCmdlet cmdlet, object? value)
    {
        value = Argument.Unwrap(value);
        var type = Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;
        if (value is null && type == _property.PropertyType && type.IsValueType)
        {
            throw NotConverted(value, type);
        }

        object? converted = value;
        if (value is bool flag && type == typeof(SwitchParameter))
        {
            converted = new SwitchParameter(flag);
        }
        else if (value is not null && type != typeof(object)
            && !LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out converted))
        {
            throw NotConverted(value, type);
        }

        _property.SetValue(cmdlet, converted);
    }

    /// <summary>The value that the cmdlet has, as a plain one.</summary>
    public object? Get(PSCmdlet cmdlet) => Argument.Unwrap(_property.GetValue(cmdlet)) switch
    {
        SwitchParameter given => given.IsPresent,
        var value => value,
    };

    private static IEnumerable<PropertyInfo> Of(Type command, string[] without) => command
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetCustomAttributes<ParameterAttribute>().Any() && !without.Contains(property.Name))
        .OrderBy(property => property.Name, StringComparer.Ordinal);

    private MLPoshException NotConverted(object? value, Type type)
    {
        string expected = type.IsEnum ? string.Join(", ", Enum.GetNames(type))
            : type == typeof(SwitchParameter) ? "$true or $false"
            : type.IsArray ? $"a list of type {type.GetElementType()!.Name}"
            : $"of type {type.Name}";
        return new MLPoshException(
            ErrorId.OptionOutOfRange, $"{Name} is '{TrialParameters.Text(value)}'; it must be {expected}.", value);
    }
}
