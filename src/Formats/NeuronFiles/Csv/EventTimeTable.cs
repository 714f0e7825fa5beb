using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles.Events;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>
/// Events as a long table, a row an event, as spreadsheets and R take them. It follows from the table of events by frames, and is not read.
/// </summary>
internal static class EventTimeTable
{
    /// <summary>Writes the table; without a column of times where none are known.</summary>
    public static void Write(Stream stream, IReadOnlyList<EventRow> events, bool isTimed)
    {
        using CsvWriter csv = new(stream);
        csv.Write("Neuron");
        if (isTimed)
        {
            csv.Write(TraceTable.TimeSeconds);
        }

        csv.Write(TraceTable.Frame).Write("Amplitude").EndRow();
        foreach (EventRow row in events)
        {
            csv.Write(row.NeuronId);
            if (isTimed)
            {
                csv.Write(row.TimeS);
            }

            csv.Write(row.Frame).Write(row.Amplitude).EndRow();
        }
    }
}
