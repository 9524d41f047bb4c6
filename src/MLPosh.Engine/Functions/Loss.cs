using MLPosh.Devices;

namespace MLPosh;

/// <summary>What training makes small: a measure of how far predictions are from targets. Get one from <see cref="Find"/>.</summary>
public abstract class Loss : ILossHandle
{
    private static readonly Catalog<Loss> Known = new(
        "loss", ErrorId.LossNotRecognized, loss => loss.Name, [new Loss<L1>(), new Loss<MSE>()]);

    private protected Loss(string name) => Name = name;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>What regression uses unless told otherwise.</summary>
    public static Loss ForRegression => Find(nameof(MSE));

    /// <summary>Its name, as PyTorch spells it.</summary>
    public string Name { get; }

    /// <summary>The loss of this name, in any case.</summary>
    /// <exception cref="MLPoshException">LossNotRecognized, listing the known ones.</exception>
    public static Loss Find(string name) => Known.Find(name);

    TResult ILossHandle.Accept<TResult>(ILossVisitor<TResult> visitor) => Accept(visitor);

    /// <summary>Whether it can be taken of this dataset's targets: these losses are for numbers, not for classes.</summary>
    public virtual bool Fits(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Classes is null;
    }

    /// <summary>Throws unless it <see cref="Fits"/>.</summary>
    /// <exception cref="MLPoshException">LossMismatch, naming the losses that would fit.</exception>
    public void ThrowUnlessFits(Dataset dataset)
    {
        if (!Fits(dataset))
        {
            var fitting = Known.Items.Where(loss => loss.Fits(dataset)).Select(loss => loss.Name).ToList();
            throw new MLPoshException(
                ErrorId.LossMismatch,
                $"The loss {Name} needs numbers as targets, but target '{dataset.TargetNames[0]}' is a class with the labels "
                + $"{string.Join(", ", dataset.Classes!.Take(5))}{(dataset.Classes!.Count > 5 ? " …" : "")}. "
                + (fitting.Count > 0
                    ? $"Losses that fit: {string.Join(", ", fitting)}."
                    : "No loss for classes is known yet; give the target as numbers."),
                Name);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract TResult Accept<TResult>(ILossVisitor<TResult> visitor);
}

/// <summary>The loss whose function is <typeparamref name="TFunction"/>; it has that type's name.</summary>
internal sealed class Loss<TFunction>() : Loss(typeof(TFunction).Name)
    where TFunction : struct, ILossFunction
{
    private protected override TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit<TFunction>();
}
