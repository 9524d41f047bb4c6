namespace MLPosh.Devices;

/// <summary>A step of a training, for layers that behave otherwise in one: they draw random numbers, take a batch's own mean.</summary>
/// <param name="Seed">Of the training.</param>
/// <param name="Number">Of the step, from 1.</param>
internal readonly record struct TrainingStep(long Seed, uint Number);
