using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace MLPosh.Help;

/// <summary>Writes pages in MAML, the form in which Get-Help reads the help of cmdlets.</summary>
internal static class Maml
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Document(IEnumerable<(CmdletPage Page, CmdletInfo Cmdlet)> pages) => new(
        new XElement(
            Msh + "helpItems",
            new XAttribute("schema", "maml"),
            pages.Select(item => CommandElement(item.Page, item.Cmdlet))));

    private static XElement CommandElement(CmdletPage page, CmdletInfo cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Text),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Text + "description", Paragraphs([page.Synopsis])),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun)),
        new XElement(Text + "description", Paragraphs(page.Description)),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => SyntaxItem(page, set))),
        new XElement(
            Command + "parameters",
            page.Parameters.Select(parameter => Parameter(Best(cmdlet, parameter.Name), parameter.Paragraphs))),
        new XElement(Command + "inputTypes", cmdlet.ParameterSets.SelectMany(set => set.Parameters)
            .Where(parameter => parameter.ValueFromPipeline)
            .Select(parameter => parameter.ParameterType.FullName)
            .Distinct()
            .Select(type => new XElement(Command + "inputType", TypeElement(type!)))),
        new XElement(Command + "returnValues", cmdlet.OutputType.Select((type, index) => new XElement(
            Command + "returnValue",
            TypeElement(type.Name),
            // One text speaks of all that comes out; MAML has a place for it beside each type.
            new XElement(Text + "description", Paragraphs(index == cmdlet.OutputType.Count - 1 ? page.Outputs : []))))),
        new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(ExampleElement)),
        new XElement(Command + "relatedLinks", page.Links.Select(link => new XElement(
            Text + "navigationLink", new XElement(Text + "linkText", link.TrimStart('-', ' ')), new XElement(Text + "uri")))));

    private static XElement SyntaxItem(CmdletPage page, CommandParameterSetInfo set) => new(
        Command + "syntaxItem",
        new XElement(Text + "name", page.Name),
        set.Parameters.Where(parameter => ModuleReader.IsOwn(parameter.Name))
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
            .ThenByDescending(parameter => parameter.IsMandatory)
            .Select(parameter => Parameter(parameter, [])));

    private static XElement Parameter(CommandParameterInfo parameter, IReadOnlyList<string> description)
    {
        bool isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        string type = TypeName(parameter.ParameterType);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
            new XAttribute("variableLength", parameter.ParameterType.IsArray ? "true" : "false"),
            new XAttribute("globbing", "false"),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Text + "name", parameter.Name),
            new XElement(Text + "description", Paragraphs(description)),
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), type),
            TypeElement(type));
    }

    private static XElement TypeElement(string name) => new(Dev + "type", new XElement(Text + "name", name));

    private static CommandParameterInfo Best(CmdletInfo cmdlet, string name) => cmdlet.ParameterSets
        .SelectMany(set => set.Parameters)
        .Where(parameter => parameter.Name == name)
        .MaxBy(parameter => (parameter.IsMandatory ? 2 : 0) + (parameter.Position >= 0 ? 1 : 0))!;

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? TypeName(inner)
        : type == typeof(SwitchParameter) ? "SwitchParameter" : type.Name;

    private static string PipelineInput(CommandParameterInfo parameter) =>
        (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };

    private static XElement ExampleElement(Example example, int index) => new(
        Command + "example",
        new XElement(Text + "title", $"Example {index + 1}: {example.Title}"),
        new XElement(Dev + "code", example.Code),
        // Get-Help puts nothing between two examples by itself.
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""])));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> texts) =>
        texts.Select(text => new XElement(Text + "para", text));
}
