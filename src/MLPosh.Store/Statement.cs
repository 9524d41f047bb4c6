using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>SQL that is compiled once and run many times, with ?1, ?2 … for its values.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    /// <summary>Runs what gives no rows.</summary>
    /// <returns>How many rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>All rows. Nothing stays open, so that no lock outlives the call.</summary>
    public List<object?[]> Rows(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = row[i] is DBNull ? null : row[i];
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first value of the first row; null without one.</summary>
    public object? Value(params ReadOnlySpan<object?> values) => Rows(values) is [var row, ..] ? row[0] : null;

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            object value = values[i] ?? DBNull.Value;
            if (i < _command.Parameters.Count)
            {
                _command.Parameters[i].Value = value;
            }
            else
            {
                _command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"?{i + 1}"), value);
            }
        }
    }
}
