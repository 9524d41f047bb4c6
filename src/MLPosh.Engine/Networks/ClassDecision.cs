namespace MLPosh;

/// <summary>Which class a network's outputs mean, and how sure they are.</summary>
internal static class ClassDecision
{
    /// <summary>The output that parts two classes where there is only one.</summary>
    public static double Middle(Network network) =>
        network.Layers[^1] is ActivationLayer last ? last.Activation.Middle : 0;

    /// <summary>The index of the class: of the largest output, the first of equals; of one output, by <see cref="Middle"/>.</summary>
    public static int Of(Network network, ReadOnlySpan<double> outputs)
    {
        if (outputs.Length == 1)
        {
            return outputs[0] > Middle(network) ? 1 : 0;
        }

        int best = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            best = outputs[i] > outputs[best] ? i : best;
        }

        return best;
    }

    /// <summary>
    /// The probability of class <paramref name="label"/>: the output itself where the network ends with an activation from
    /// 0 to 1, otherwise softmax (or for one output sigmoid) of the outputs.
    /// </summary>
    public static double Probability(Network network, double[] outputs, int label)
    {
        string last = network.Layers[^1].Name;
        if (outputs.Length == 1)
        {
            double second = Middle(network) == 0 ? Activation.Find(nameof(Sigmoid)).At(outputs[0]).Value : outputs[0];
            return label == 1 ? second : 1 - second;
        }

        return last == nameof(LogSoftmax) ? Math.Exp(outputs[label])
            : last == nameof(Softmax) || Middle(network) != 0 ? outputs[label]
            : Activation.Find(nameof(Softmax)).At(outputs)[label].Value;
    }
}
