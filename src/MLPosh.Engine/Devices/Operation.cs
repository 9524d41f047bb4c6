namespace MLPosh.Devices;

/// <summary>A matrix inside a plan: <paramref name="Height"/> rows (one a feature or unit) by as many columns as samples.</summary>
/// <param name="Id">Its place in <see cref="Recording.Heights"/>.</param>
/// <param name="Height">Its number of rows.</param>
/// <param name="First">Where it begins among the rows of that place: a part of them can be an operand of its own.</param>
internal readonly record struct Rows(int Id, int Height, int First = 0)
{
    /// <summary>Some of these rows: one time step of a sequence, one gate of several.</summary>
    public Rows Slice(int first, int height) => new(Id, height, First + first);
}

/// <summary>Where a parameter lies in the network's flat parameter vector.</summary>
/// <param name="Offset">Index of its first number.</param>
/// <param name="Count">How many numbers it has.</param>
internal readonly record struct ParameterRange(int Offset, int Count);

/// <summary>
/// The same weights again for other rows of the same places: one product serves all time steps of a sequence. A linear
/// operation names the rows of the first.
/// </summary>
/// <param name="More">How many times after the first.</param>
/// <param name="InputStep">Rows from one input to the next.</param>
/// <param name="OutputStep">Rows from one output to the next.</param>
internal readonly record struct Repeat(int More, int InputStep, int OutputStep);

/// <summary>One step of a plan. Layers record these; each device knows how to run them.</summary>
internal abstract record Operation;

/// <summary>
/// output = weight * input + bias, with weight [output.Height, input.Height] row-major; added to what is there if
/// <paramref name="Adds"/>.
/// </summary>
internal sealed record LinearForward(
    Rows Input, Rows Output, ParameterRange Weight, ParameterRange? Bias, bool Adds = false, Repeat Repeat = default)
    : Operation;

/// <summary>inputGradient = weightᵀ * outputGradient; added to what is there if <paramref name="Adds"/>.</summary>
internal sealed record LinearInputGradient(
    Rows OutputGradient, Rows InputGradient, ParameterRange Weight, bool Adds = false, Repeat Repeat = default)
    : Operation;

/// <summary>
/// Gradient of weight = outputGradient * inputᵀ, of bias = the row sums of outputGradient; adds to what other operations
/// found for them, and over its own repetitions.
/// </summary>
internal sealed record LinearWeightGradient(
    Rows Input, Rows OutputGradient, ParameterRange Weight, ParameterRange? Bias, Repeat Repeat = default) : Operation;

/// <summary>rows = 0: where several operations add to a gradient.</summary>
internal sealed record Clear(Rows Rows) : Operation;

/// <summary>output = f(input); both may be the same rows.</summary>
internal sealed record Activate(IActivationHandle Function, Rows Input, Rows Output) : Operation;

/// <summary>output = f(input) over each <paramref name="Size"/> rows together; both may be the same rows.</summary>
internal sealed record ActivateColumns(IColumnHandle Function, Rows Input, Rows Output, int Size) : Operation;

/// <summary>Turns the gradient by the output of <see cref="ActivateColumns"/> into the one by its input, in place.</summary>
internal sealed record ActivateColumnsBackward(IColumnHandle Function, Rows Output, Rows Gradient, int Size) : Operation;

/// <summary>gradient = gradient * f'(input), in place; input is stale where the function's slope needs only the value.</summary>
internal sealed record ActivateBackward(IActivationHandle Function, Rows Input, Rows Output, Rows Gradient) : Operation;
