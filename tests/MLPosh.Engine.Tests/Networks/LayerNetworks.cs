namespace MLPosh.Engine.Tests.Networks;

/// <summary>Small networks that show each layer with sequences, images and indices, alone and among others.</summary>
public static class LayerNetworks
{
    private static readonly (string Name, int[] Shape, string[] Layers)[] All =
    [
        ("conv", [2, 7, 6], ["Conv2D(5, 3)", "Tanh", "Flatten", "Linear(2)"]),
        ("conv-stride-padding", [3, 8, 8], ["Conv2D(4, 3, stride=2, padding=1)", "ReLU", "Conv2D(6, 2, bias=false)", "Flatten", "Linear(2)"]),
        ("conv-wide-stride", [1, 9, 8], ["Conv2D(3, 4, stride=3, padding=2)", "Conv2D(9, 1)", "Tanh", "MaxPool(2)", "Flatten"]),
        ("conv-stride-beyond-kernel", [3, 5, 7], ["Tanh", "Conv2D(2, 2, stride=3)", "Flatten"]),
        ("conv-padding-beyond-kernel", [1, 2, 3], ["Conv2D(5, 2, padding=4)", "AveragePool(3)", "Flatten", "Linear(2)"]),
        ("max-pool", [2, 7, 7], ["MaxPool(3, stride=2, padding=1)", "Flatten", "Linear(2)"]),
        ("max-pool-overlap", [1, 5, 6], ["Conv2D(3, 2)", "ReLU", "MaxPool(2, stride=1)", "MaxPool(3)", "Flatten"]),
        ("average-pool", [2, 6, 7], ["AveragePool(3, stride=2, padding=1)", "AveragePool(2, 1)", "Flatten", "Linear(2)"]),
        ("batch-norm", [3], ["Linear(5)", "BatchNorm", "ReLU", "Linear(2)"]),
        ("batch-norm-bare", [3], ["BatchNorm(affine=false)", "Linear(2)", "BatchNorm(affine=false, eps=0.1)"]),
        ("batch-norm-first-and-last", [3], ["BatchNorm(momentum=1)", "Tanh", "Linear(2)", "BatchNorm(momentum=0.3)"]),
        ("batch-norm-sequence", [4, 3], ["BatchNorm(momentum=0.3)", "Flatten", "Tanh", "Linear(2)"]),
        ("batch-norm-image", [2, 4, 5], ["BatchNorm", "Conv2D(3, 3)", "BatchNorm", "ReLU", "Flatten", "Linear(2)"]),
        ("batch-norm-dropout", [3], ["Linear(8)", "Dropout(0.3)", "BatchNorm", "Dropout(0.2)", "Linear(2)"]),
        ("layer-norm", [5], ["Linear(4)", "LayerNorm", "Tanh", "Linear(2)"]),
        ("layer-norm-bare", [5], ["LayerNorm(affine=false, eps=0.01)", "Linear(2)"]),
        ("layer-norm-sequence", [4, 3], ["LayerNorm", "Tanh", "LayerNorm(eps=0.1)", "Flatten", "Linear(2)"]),
        ("layer-norm-image", [2, 3, 4], ["LayerNorm", "Conv2D(2, 2)", "Flatten", "Linear(2)"]),
        ("embedding", [3], ["Embedding(7, 11)", "LayerNorm", "Flatten", "Linear(2)"]),
        ("radial-basis", [3], ["RadialBasis(5)", "Linear(2)"]),
        ("radial-basis-between", [3], ["Linear(4)", "RadialBasis(7)", "Tanh", "RadialBasis(2)"]),
        ("noise", [3], ["Noise(0.4)", "Linear(5)", "Noise(0.2)", "Tanh", "Linear(2)"]),
        ("mask", [4, 3], ["Mask(0.3)", "Flatten", "Linear(5)", "Tanh", "Mask(0.2)", "Linear(2)"]),
        ("sample", [3], ["Linear(5)", "Tanh", "Linear(6)", "Sample(3, weight=0.4)", "Linear(4)", "ReLU", "Linear(2)"]),
        ("sample-bare", [4], ["Sample(2)"]),
        ("sparse", [3], ["Linear(5)", "Sigmoid", "Sparse(0.1, weight=0.3)", "Linear(2)"]),
        ("sparse-stacked", [3], ["Softmax", "Sparse(0.3)", "Linear(3)", "HardSigmoid", "Sparse(0.4)", "Tanh", "Linear(2)", "Sigmoid", "Sparse(0.05)"]),
        ("sparse-l1", [3], ["Linear(5)", "ReLU", "SparseL1(0.2)", "Linear(2)"]),
        ("sparse-l1-kept", [3], ["SparseL1(0.7)", "Linear(4)", "SparseL1(0.2)", "ReLU", "Linear(3)", "SparseL1(0.1)", "Softmax", "SparseL1(0.3)", "Linear(2)", "SparseL1(0.3)"]),
        ("linear-sequence", [4, 3], ["Linear(5)", "ReLU", "Linear(3)", "Flatten", "Linear(2)"]),
        ("rnn", [4, 3], ["RNN(5)", "Linear(2)"]),
        ("rnn-relu-sequence", [4, 3], ["RNN(7, nonlinearity=ReLU, ReturnSequence=true, bidirectional=true)", "Linear(3)", "Tanh"]),
        ("rnn-stacked", [5, 2], ["RNN(3, layers=2, bidirectional=true, bias=false)", "Linear(2)"]),
        ("rnn-one-step", [1, 3], ["RNN(4, layers=2, bidirectional=true)", "Linear(2)"]),
        ("lstm", [4, 3], ["LSTM(5)", "ReLU", "Linear(2)"]),
        ("lstm-one-step", [1, 3], ["LSTM(4, layers=2, bidirectional=true)", "Linear(2)"]),
        ("lstm-stacked-sequence", [4, 3], ["Linear(4)", "LSTM(3, ReturnSequence=true, layers=2, bidirectional=true)", "Tanh", "LSTM(1)"]),
        ("lstm-bidirectional", [4, 3], ["LSTM(9, bidirectional=true, bias=false)", "Linear(1)"]),
        ("gru", [6, 2], ["GRU(5)", "Linear(2)"]),
        ("gru-stacked-sequence", [4, 3], ["Tanh", "GRU(3, ReturnSequence=true, layers=3, bidirectional=true)", "GRU(2, bidirectional=true)"]),
        ("gru-dropout", [4, 3], ["GRU(4, layers=3, dropout=0.3, bias=false)", "Linear(1)"]),
        ("gru-embedding", [5], ["Embedding(6, 3)", "GRU(4)", "Linear(2)"]),
        ("embedding-alone", [1], ["Embedding(5, 3)", "Flatten"]),
    ];

    public static IEnumerable<string> Names => All.Select(item => item.Name);

    internal static Network Network(string name)
    {
        var (_, shape, layers) = All.Single(item => item.Name == name);
        var network = Samples.Network(shape, layers);

        // Weights of 1 and biases of 0 would hide a mistake.
        foreach (var parameter in network.GetParameters().Where(parameter => parameter.Shape.Length == 1))
        {
            network.SetParameter(parameter.Name, [.. parameter.Value.Select((value, i) => value + 0.1 + (0.2 * (i % 4)))]);
        }

        return network;
    }

    /// <summary>Samples that a network takes, with numbers as targets.</summary>
    internal static Dataset Data(Network network, int count)
    {
        var cloud = Samples.Cloud(count, network.InputSize, network.OutputSize);
        return network.Layers[0] is EmbeddingLayer embedding
            ? Samples.Indices(cloud, embedding.Count)
            : Samples.Shaped(cloud, [.. network.InputShape]);
    }

    /// <summary>Whether so few samples can be trained on at once.</summary>
    internal static bool CanTrain(Network network, int count) =>
        count > 1 || !network.Layers.Any(layer => layer is BatchNormLayer);
}
