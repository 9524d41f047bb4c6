using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The way down in one training: the schedule says how far, the gradient is clipped, the optimizer moves.</summary>
internal sealed class Descent
{
    private readonly Plan _plan;
    private readonly CancellationToken _token;
    private readonly int _batches;
    private readonly Memory<double> _gradient;
    private readonly OptimizerState _optimizer;
    private readonly ScheduleState? _schedule;
    private readonly GradientClipping? _clipping;

    // Read from the device only where a step needs it, or loses it: reading takes time.
    private readonly bool _hasNorm;
    private double _norm;

    /// <param name="plan">Whose parameters move.</param>
    /// <param name="options">How.</param>
    /// <param name="batches">Steps an epoch.</param>
    /// <param name="room">For a gradient that is read from the device; the caller's own for other times.</param>
    /// <param name="token">Ends a step in which the optimizer evaluates more than once.</param>
    public Descent(Plan plan, TrainingOptions options, int batches, double[] room, CancellationToken token)
    {
        _plan = plan;
        _token = token;
        _batches = batches;
        _gradient = room.AsMemory(0, plan.ParameterCount);
        LearningRate = options.Optimizer.LearningRate;
        _optimizer = options.Optimizer.Start(plan, EvaluateAgain);
        _schedule = options.Schedule?.Start(LearningRate, options.Epochs, batches);
        _clipping = options.GradientClip is { } most ? new GradientClipping(plan, most, _gradient) : null;
        _hasNorm = _optimizer.EvaluatesAgain || _clipping is { IsQueued: false };
    }

    /// <summary>Whether a step has to know its loss or its gradient.</summary>
    public bool LooksAtSteps => _hasNorm;

    /// <summary>Whether an epoch's steps depend on the losses of the epochs before.</summary>
    public bool AsksForLosses => _schedule?.AsksForLosses == true;

    /// <summary>The last step's.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The norm of the gradient that the last step was given, before clipping.</summary>
    public double GradientNorm => _hasNorm ? _norm : _clipping?.Norm ?? _plan.GradientNorm(_gradient.Span);

    /// <summary>Moves the plan's parameters by the gradient of its last evaluation.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="loss">The loss of that evaluation.</param>
    /// <returns>False when the optimizer came upon a loss that is not finite, and left the parameters as they were.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Step(int epoch, int batch, double loss)
    {
        SetRate(epoch, batch);
        _clipping?.Apply();
        if (_hasNorm)
        {
            _norm = _clipping?.Norm ?? _plan.GradientNorm(_gradient.Span);
        }

        return _optimizer.Step(LearningRate, loss);
    }

    /// <summary>Sets the learning rate to the one of a step.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch, from 0.</param>
    public void SetRate(int epoch, int batch)
    {
        if (_schedule is not null)
        {
            LearningRate = _schedule.Rate(epoch - 1, ((long)(epoch - 1) * _batches) + batch);
        }
    }

    /// <summary>Tells the schedule the loss that an epoch came to.</summary>
    public void EndEpoch(int epoch, double loss) => _schedule?.EndEpoch(epoch - 1, loss);

    private double EvaluateAgain()
    {
        _token.ThrowIfCancellationRequested();
        double loss = _plan.Evaluate(withGradient: true);
        _clipping?.Apply();
        return loss;
    }
}
