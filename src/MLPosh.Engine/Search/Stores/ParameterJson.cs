using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLPosh;

/// <summary>
/// A trial's parameters as JSON that gives back what was written: whole numbers, numbers with a point, switches, texts
/// and lists of them. Other things, such as an optimizer, are their texts.
/// </summary>
internal static class ParameterJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Numbers that JSON does not have. No text is taken for one: a text never becomes an object with one entry.
    private const string NotFinite = "number";

    public static string Write(TrialParameters parameters)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in parameters)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="FormatException">It was not written here.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static TrialParameters Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new TrialParameters(document.RootElement.EnumerateObject().Select(
                entry => KeyValuePair.Create(entry.Name, Read(entry.Value)!)))
            : throw new FormatException("Parameters are not an object.");
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or short or byte or uint or sbyte or ushort:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal or ulong:
                WriteReal(writer, TrialParameters.Text(value), Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(TrialParameters.Text(value));
                break;
        }
    }

    // With a point or an exponent, so that 1.0 does not come back as the whole number 1.
    private static void WriteReal(Utf8JsonWriter writer, string text, double value)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteStartObject();
            writer.WriteString(NotFinite, text);
            writer.WriteEndObject();
            return;
        }

        writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    private static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => List([.. value.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => Real(value.GetProperty(NotFinite).GetString()!),
        _ => Number(value),
    };

    private static object Number(JsonElement value)
    {
        if (value.GetRawText().AsSpan().IndexOfAny(".eE") >= 0)
        {
            return value.GetDouble();
        }

        return value.TryGetInt32(out int number) ? number : (object)value.GetInt64();
    }

    private static double Real(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // As PowerShell's own lists of one type, which bind to int[] and the like.
    private static object List(object?[] items) =>
        items.Length == 0 ? items
        : items.All(item => item is int) ? items.Cast<int>().ToArray()
        : items.All(item => item is int or long or double) ? items.Select(item => Convert.ToDouble(item, CultureInfo.InvariantCulture)).ToArray()
        : items.All(item => item is string) ? items.Cast<string>().ToArray()
        : items;
}
