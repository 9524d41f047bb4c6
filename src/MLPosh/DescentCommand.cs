using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What cmdlets share that train: how a step along the gradient is taken, and with which samples.</summary>
public abstract class DescentCommand : NetworkCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptimizerCompleter))]
    public object? Optimizer { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? Momentum { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? WeightDecay { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? GradientClip { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? BatchSize { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Shuffle { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long? Seed { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Precision? Precision { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ThreadCount { get; set; }
}
