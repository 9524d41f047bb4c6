namespace MLPosh;

/// <summary>How a training looks for the minimum of the loss.</summary>
public enum TrainingMethod
{
    /// <summary>Step by step along the gradient, by the optimizer: any network, any loss.</summary>
    GradientDescent,

    /// <summary>At once, by solving the linear system that holds where the gradient is zero: one Linear layer and MSE.</summary>
    NormalEquation,

    /// <summary>By trying random moves of all parameters and keeping those that help: any network, any loss, no gradient.</summary>
    RandomSearch,
}
