using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Import-Dataset: from files, one dataset a file.</summary>
[Cmdlet(VerbsData.Import, "Dataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportDatasetCommand : MLPoshCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public string[]? Feature { get; set; }

    [Parameter(Mandatory = true)]
    public string[] Target { get; set; } = [];

    [Parameter]
    public string[]? Categorical { get; set; }

    [Parameter]
    public MissingValues Missing { get; set; }

    [Parameter]
    public SwitchParameter Standardize { get; set; }

    protected override void Process()
    {
        foreach (string path in ParameterSetName == PathSet ? Path : LiteralPath)
        {
            // One file that cannot be read does not keep the others from being read.
            try
            {
                IReadOnlyList<string> files = ParameterSetName == PathSet
                    ? FilePaths.Matching(this, path)
                    : [FilePaths.Literal(this, path)];
                foreach (string file in files)
                {
                    Read(file);
                }
            }
            catch (MLPoshException e)
            {
                WriteError(Errors.ToRecord(e));
            }
        }
    }

    private void Read(string file)
    {
        try
        {
            WriteObject(CsvDatasetReader.Read(file, Options(), StopToken));
        }
        catch (MLPoshException e)
        {
            WriteError(Errors.ToRecord(e));
        }
    }

    private DatasetOptions Options() => new()
    {
        Feature = Feature,
        Target = Target,
        Categorical = Categorical,
        Missing = Missing,
        Standardize = Standardize,
    };
}
