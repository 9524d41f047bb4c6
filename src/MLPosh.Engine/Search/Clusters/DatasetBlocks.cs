namespace MLPosh;

/// <summary>A dataset as blocks: what it is, then its numbers in pieces.</summary>
internal static class DatasetBlocks
{
    // 8 MB: far below what one array of bytes may hold.
    private const int NumbersABlock = 1 << 20;

    public static void Write(BlockWriter blocks, Dataset dataset)
    {
        blocks.Write(writer =>
        {
            writer.Write(dataset.Count);
            writer.WriteList(dataset.InputShape, writer.Write);
            writer.WriteList(dataset.FeatureNames, writer.Write);
            writer.WriteList(dataset.TargetNames, writer.Write);
            writer.WriteList(dataset.Classes, writer.Write);
            writer.WriteList(dataset.FeatureMean, writer.Write);
            writer.WriteList(dataset.FeatureScale, writer.Write);
        });
        WriteNumbers(blocks, dataset.Source.X);
        WriteNumbers(blocks, dataset.Source.Y);
    }

    /// <exception cref="InvalidDataException">As <see cref="BlockReader.Next"/>.</exception>
    public static Dataset Read(BlockReader blocks)
    {
        using var reader = blocks.Next() ?? throw new InvalidDataException("it ends early");
        int count = reader.ReadInt32();
        int[] shape = reader.ReadList(reader.ReadInt32)!;
        string[] features = reader.ReadList(reader.ReadString)!;
        string[] targets = reader.ReadList(reader.ReadString)!;
        string[]? classes = reader.ReadList(reader.ReadString);
        double[]? mean = reader.ReadList(reader.ReadDouble);
        double[]? scale = reader.ReadList(reader.ReadDouble);
        double[] x = ReadNumbers(blocks, count * shape.Aggregate(1, (product, size) => product * size));
        double[] y = ReadNumbers(blocks, count * targets.Length);
        return new Dataset(x, y, count, shape, features, targets, classes, mean, scale);
    }

    private static void WriteNumbers(BlockWriter blocks, ReadOnlyMemory<double> numbers)
    {
        for (int at = 0; at < numbers.Length; at += NumbersABlock)
        {
            var part = numbers.Slice(at, Math.Min(NumbersABlock, numbers.Length - at));
            blocks.Write(writer => writer.Write(part.Span));
        }
    }

    private static double[] ReadNumbers(BlockReader blocks, int count)
    {
        double[] numbers = new double[count];
        for (int at = 0; at < count; at += NumbersABlock)
        {
            using var reader = blocks.Next() ?? throw new InvalidDataException("it ends early");
            reader.Read(numbers.AsSpan(at, Math.Min(NumbersABlock, count - at)));
        }

        return numbers;
    }
}
