using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MLPosh.Commands;

namespace MLPosh;

/// <summary>How MLPosh.Format.ps1xml shows values. Only what is shown is rounded, never what is stored.</summary>
public static class Display
{
    private const int MostValues = 6;

    /// <summary>Six significant digits, with a point in every culture; empty for null.</summary>
    public static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The first few numbers of a list, or the number itself.</summary>
    public static string Values(object? value) => value switch
    {
        null => "",
        double number => Number(number),
        IReadOnlyList<double> { Count: <= MostValues } list => string.Join(", ", list.Select(number => Number(number))),
        IReadOnlyList<double> list =>
            $"{string.Join(", ", list.Take(MostValues - 1).Select(number => Number(number)))} … ({list.Count})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Dimensions: 10x1.</summary>
    public static string Shape(IEnumerable<int>? shape) => shape is null ? "" : string.Join('x', shape);

    /// <summary>A time, in the unit that suits it.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s"),
        _ => time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>A number of bytes, in GiB or MiB; empty for null.</summary>
    public static string Memory(long? bytes) => bytes switch
    {
        null => "",
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F1} MiB"),
    };

    /// <summary>What a device is: of a GPU its name, multiprocessors and driver; of what cannot be used, why.</summary>
    public static string Device(ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Problem is { } problem ? $"{device.Description}: {problem}"
            : device.MultiprocessorCount is { } count
                ? string.Create(CultureInfo.InvariantCulture, $"{device.Description}, {count} multiprocessors, {device.Driver}")
            : device.Description;
    }

    /// <summary>A list of names, shortened.</summary>
    public static string Names(IReadOnlyList<string>? names) => names switch
    {
        null => "",
        { Count: <= MostValues } => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(MostValues - 1))} … ({names.Count})",
    };

    /// <summary>What a sweep varies, as one trial has it: LearningRate=0.1 BatchSize=32.</summary>
    public static string Parameters(PSObject? trial) => trial is null
        ? ""
        : string.Join(' ', SweepTrialObject.ShownParameters(trial).Select(name => $"{name}={Short(trial.Properties[name]?.Value)}"));

    /// <summary>Counts of true against predicted classes, a row a true class.</summary>
    public static string Confusion(NetworkMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        return measurement.Confusion is { } rows
            ? string.Join(Environment.NewLine, rows.Select(
                (row, truth) => $"{measurement.Classes![truth]}: {string.Join(' ', row)}"))
            : "";
    }

    private static string Short(object? value) => value switch
    {
        double or float => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        string text => text,
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Short)),
        _ => TrialParameters.Text(value),
    };
}
