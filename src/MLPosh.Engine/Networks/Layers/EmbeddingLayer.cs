using System.Globalization;
using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Gives each index of a sample its row of a table: y[n] = W[x[n]]. Backward: dW[x[n]] += dy[n]; the indices themselves
/// have no slope.
/// </summary>
/// <remarks>
/// Takes a list of indices and gives a sequence, also for one index, so that it can stand before a recurrent layer.
/// Parameter "weight" [count, size], at first standard normal.
/// Source: https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html.
/// </remarks>
public sealed class EmbeddingLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "Embedding",
        "Embedding(count, size)",
        arguments => new EmbeddingLayer(arguments.Whole("count"), arguments.Whole("size")));

    // Single precision holds every whole number up to here.
    private const int MostRows = 1 << 24;

    /// <param name="count">Rows of the table, from 1 to 16,777,216: indices go from 0 to one below it.</param>
    /// <param name="size">Numbers of a row, at least 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public EmbeddingLayer(int count, int size)
    {
        Count = count is >= 1 and <= MostRows
            ? count
            : throw Option.OutOfRange("The count of an Embedding layer", count, $"a whole number from 1 to {MostRows}");
        Size = Option.AtLeast(1, size, "The size of an Embedding layer");
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Rows of the table.</summary>
    public int Count { get; }

    /// <summary>Numbers of a row.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape.Count == 1
        ? [inputShape[0], Size]
        : throw ShapeMismatch("a plain list of indices", inputShape);

    /// <inheritdoc/>
    public override string ToString() => Text([Count, Size]);

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape) =>
        [new ParameterSpec("weight", [Count, Size], new InitialValue.Normal(1))];

    internal override void CheckPlace(int index, Layer? before)
    {
        if (index > 0)
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"{this} takes indices of the dataset, so it must be the first layer of a network; it is layer {index}.",
                this);
        }
    }

    internal override void CheckSamples(Dataset dataset)
    {
        var x = dataset.Source.X.Span;
        for (int i = 0; i < x.Length; i++)
        {
            if (!(x[i] >= 0 && x[i] < Count && x[i] == Math.Floor(x[i])))
            {
                int column = i % dataset.InputSize;
                throw new MLPoshException(
                    ErrorId.DatasetValueInvalid,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {(i / dataset.InputSize) + 1}, column '{dataset.FeatureNames[column]}' is {x[i]}; {this} takes whole numbers from 0 to {Count - 1}."),
                    x[i]);
            }
        }
    }

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        int weight = parameters[0].Offset;
        var output = recorder.New(checked(input.Rows.Height * Size), reusable: true);
        recorder.Forward(Kernels.Of(new Read(input.Rows.Height, Size, weight), input.Rows, output));
        recorder.Backward(
            Kernels.Of(new Learn(input.Rows.Height, Size, weight), input.Rows, recorder.Gradient(output)));
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(new Clear(recorder.Gradient(input.Rows)));
        }

        return output;
    }

    internal readonly struct Read(int indices, int size, int weight) : IKernel
    {
        public int Count => indices;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int index)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            for (int i = 0; i < size; i++)
            {
                view.Set(1, (index * size) + i, view.Lookup(0, index, weight + i, size));
            }
        }
    }

    // Indices may name the same row of the table, so that a part takes some columns of it: few enough for a GPU, and enough
    // for a line of a CPU's cache.
    internal readonly struct Learn(int indices, int size, int weight) : IKernel
    {
        private const int Columns = 8;

        public int Count => (size + Columns - 1) / Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            int first = part * Columns, end = Math.Min(first + Columns, size);
            for (int index = 0; index < indices; index++)
            {
                for (int i = first; i < end; i++)
                {
                    view.AddLookupGradient(0, index, weight + i, size, view.Get(1, (index * size) + i));
                }
            }
        }
    }
}
