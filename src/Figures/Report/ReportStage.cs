namespace DeepWonder3D.Figures.Report;

/// <summary>What the report shows of one volume: its recording after one of the stages.</summary>
internal sealed record ReportStage
{
    /// <summary>The volume's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The stage that the volume is the result of, as its history says.</summary>
    public required string Label { get; init; }

    /// <summary>The volume's size, rate and pixel, in words.</summary>
    public required string Facts { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    /// <summary>The mean image, a PNG; a number among <see cref="ReportBlobs"/>.</summary>
    public required int Mean { get; init; }

    /// <summary>The image of correlation with neighbours, a PNG; a number among <see cref="ReportBlobs"/>.</summary>
    public required int Correlation { get; init; }

    /// <summary>Some frames below each other in one PNG, with one contrast; a number among <see cref="ReportBlobs"/>.</summary>
    public required int Frames { get; init; }

    /// <summary>Which frames those are, from 0.</summary>
    public required IReadOnlyList<long> FrameNumbers { get; init; }

    /// <summary>Frames a second, where known.</summary>
    public required double? FrameRate { get; init; }

    /// <summary>How it held still, and what of it is no data; null where nothing is known of either.</summary>
    public ReportCondition? Condition { get; init; }

    /// <summary>What the volume has gone through.</summary>
    public required IReadOnlyList<HistoryStep> History { get; init; }

    /// <summary>The stage in words: <c>as recorded</c>, or <c>after</c> the last step that changed samples.</summary>
    public static string LabelOf(IReadOnlyList<HistoryStep> history) => (history.Count > 0 ? history[^1].Step : "Import-Volume") switch
    {
        "Import-Volume" => "as recorded",
        "New-SimulatedRecording" => "as simulated",
        string step => $"after {step}",
    };
}
