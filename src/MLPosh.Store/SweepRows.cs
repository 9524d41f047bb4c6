using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>Which sweep a store belongs to.</summary>
internal sealed class SweepRows(SqliteConnection connection, string file)
{
    private const string SeedName = "Seed";
    private const int MostLetters = 200;

    /// <summary>Writes what makes the sweep this one.</summary>
    /// <returns>Its seed.</returns>
    public long Write(SweepIdentity identity)
    {
        long seed = identity.Seed ?? Seeds.Fresh();
        using var setting = new Statement(connection, "INSERT INTO setting (name, value, checksum) VALUES (?1, ?2, ?3)");
        setting.Run(SeedName, seed, RowChecksum.Of([SeedName, seed]));
        using var entry = new Statement(connection, "INSERT INTO identity (position, name, value, checksum) VALUES (?1, ?2, ?3, ?4)");
        long position = 0;
        foreach (var (name, value) in identity.Entries)
        {
            position++;
            entry.Run(position, name, value, RowChecksum.Of([position, name, value]));
        }

        return seed;
    }

    /// <summary>Compares the store's sweep with another.</summary>
    /// <returns>The store's seed.</returns>
    /// <exception cref="MLPoshException">SweepMismatch, listing all that differs; FileFormatInvalid.</exception>
    public long Match(SweepIdentity identity)
    {
        using var setting = new Statement(connection, "SELECT name, value, checksum FROM setting");
        using var entries = new Statement(connection, "SELECT position, name, value, checksum FROM identity ORDER BY position");
        long seed = setting.Rows().Select(row => (long)Checked(row)[1]!).Single();
        var theirs = entries.Rows().ToDictionary(row => (string)Checked(row)[1]!, row => (string)row[2]!, StringComparer.Ordinal);
        var ours = identity.Entries.ToDictionary(StringComparer.Ordinal);
        var differences = theirs.Keys.Union(ours.Keys)
            .Select(name => (Name: name, Theirs: theirs.GetValueOrDefault(name), Ours: ours.GetValueOrDefault(name)))
            .Where(entry => entry.Theirs != entry.Ours)
            .Select(entry => $"{entry.Name}: {Short(entry.Theirs)} there, {Short(entry.Ours)} here")
            .ToList();
        if (identity.Seed is { } asked && asked != seed)
        {
            differences.Add($"{SeedName}: {seed} there, {asked} here");
        }

        return differences.Count == 0 ? seed : throw new MLPoshException(
            ErrorId.SweepMismatch,
            $"'{file}' holds the trials of another sweep. It differs in {string.Join("; ", differences)}. Give another folder, or repeat the sweep that it belongs to.",
            file);
    }

    private object?[] Checked(object?[] row) => RowChecksum.Of(row.AsSpan(..^1)) == (long)row[^1]!
        ? row
        : throw StoreErrors.Invalid(file, "its description of the sweep is damaged");

    private static string Short(string? value) => value switch
    {
        null => "nothing",
        { Length: > MostLetters } => value[..MostLetters] + "…",
        _ => value,
    };
}
