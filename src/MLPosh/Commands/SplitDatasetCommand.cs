using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Split-Dataset: into parts, or into folds.</summary>
[Cmdlet(VerbsCommon.Split, "Dataset", DefaultParameterSetName = FractionSet)]
[OutputType(typeof(Dataset), ParameterSetName = [FractionSet])]
[OutputType(typeof(DatasetFold), ParameterSetName = [FoldSet])]
public sealed class SplitDatasetCommand : MLPoshCommand
{
    private const string FractionSet = "Fraction";
    private const string FoldSet = "Fold";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter(ParameterSetName = FractionSet, Position = 1)]
    [ValidateNotNull]
    public double[] Fraction { get; set; } = [0.8, 0.2];

    [Parameter(ParameterSetName = FoldSet, Mandatory = true)]
    public int Fold { get; set; }

    [Parameter]
    public long? Seed { get; set; }

    [Parameter]
    public SwitchParameter Stratify { get; set; }

    protected override void Process()
    {
        long seed = Seed ?? Seeds.Fresh();
        WriteObject(
            ParameterSetName == FoldSet
                ? DatasetSplitter.Fold(Dataset!, Fold, seed, Stratify)
                : DatasetSplitter.Split(Dataset!, Fraction, seed, Stratify),
            enumerateCollection: true);
    }
}
