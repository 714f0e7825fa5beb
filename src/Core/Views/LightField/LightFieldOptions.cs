namespace DeepWonder3D.Views.LightField;

/// <summary>Which views a light field is taken apart into.</summary>
internal sealed record LightFieldOptions
{
    /// <summary>Views along a lenslet's diameter.</summary>
    public int ViewsAlongSide { get; init; } = 15;

    /// <summary>Views further from the centre than so many steps are left out.</summary>
    public double UsedRadius { get; init; } = 5;

    /// <summary>The views to make, by id; null for all within the radius.</summary>
    public IReadOnlyList<int>? ViewIds { get; init; }

    /// <summary>Rows and columns from a lenslet's centre to a view, in steps of a lenslet's part.</summary>
    public (int Row, int Column) StepsOf(int id) =>
        (((id - 1) / ViewsAlongSide) - (ViewsAlongSide / 2), ((id - 1) % ViewsAlongSide) - (ViewsAlongSide / 2));

    /// <summary>The ids asked for: side · row + column + 1, row by row from 1.</summary>
    public int[] Ids() => ViewIds is not null ? [.. ViewIds] :
    [
        .. Enumerable.Range(1, ViewsAlongSide * ViewsAlongSide).Where(id =>
        {
            (int row, int column) = StepsOf(id);
            return (row * row) + (column * column) <= UsedRadius * UsedRadius;
        }),
    ];
}
