using System.Globalization;

namespace MLPosh;

/// <summary>
/// What TensorBoard's HPARAMS tab reads of a trial: the values that its session started with, and how it ended. No message
/// says what all sessions have in common: TensorBoard finds that by looking at all of them, and of several such messages it
/// would believe any one.
/// </summary>
/// <remarks>
/// Source: plugins/hparams/plugin_data.proto, api.proto, metadata.py and backend_context.py of github.com/tensorflow/tensorboard;
/// google/protobuf/struct.proto.
/// </remarks>
internal static class SessionMessages
{
    // Fields of Summary.Value, SummaryMetadata and its PluginData.
    private const int Tag = 1;
    private const int Metadata = 9;
    private const int PluginData = 1;
    private const int PluginName = 1;
    private const int Content = 2;

    // Fields of HParamsPluginData and of what it holds.
    private const int SessionStartInfo = 3;
    private const int SessionEndInfo = 4;
    private const int Parameters = 1;
    private const int StartTime = 5;
    private const int Status = 1;
    private const int EndTime = 2;

    private const int StatusSuccess = 1;
    private const int StatusFailure = 2;

    // Fields of a map's entry and of google.protobuf.Value.
    private const int Key = 1;
    private const int MapValue = 2;
    private const int NumberValue = 2;
    private const int StringValue = 3;
    private const int BoolValue = 4;

    /// <summary>The values that the trial was trained with, as a Summary.Value.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="time">When it started, in seconds since 1970.</param>
    public static EventMessage Start(SweepTrial trial, double time)
    {
        var info = new EventMessage();
        foreach (var (name, value) in trial.Parameters)
        {
            info.Message(Parameters, new EventMessage().Text(Key, name).Message(MapValue, Value(value)));
        }

        return Summary("_hparams_/session_start_info", SessionStartInfo, info.Double(StartTime, time));
    }

    /// <summary>How the trial ended. A loss that is not finite is a result, as is a trial that went no further.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="time">When it ended, in seconds since 1970.</param>
    public static EventMessage End(SweepTrial trial, double time) => Summary(
        "_hparams_/session_end_info",
        SessionEndInfo,
        new EventMessage().Number(Status, trial.State == TrialState.Failed ? StatusFailure : StatusSuccess).Double(EndTime, time));

    private static EventMessage Value(object? value) => value switch
    {
        bool flag => new EventMessage().Number(BoolValue, flag ? 1 : 0),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            new EventMessage().Double(NumberValue, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => new EventMessage().Text(StringValue, TrialParameters.Text(value)),
    };

    private static EventMessage Summary(string tag, int field, EventMessage info)
    {
        var plugin = new EventMessage().Text(PluginName, "hparams").Message(Content, new EventMessage().Message(field, info));
        return new EventMessage().Text(Tag, tag).Message(Metadata, new EventMessage().Message(PluginData, plugin));
    }
}
