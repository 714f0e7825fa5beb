namespace DeepWonder3D.Tests;

/// <summary>Failures that users are told of.</summary>
internal static class Refusal
{
    /// <summary>Checks that something fails with an id.</summary>
    /// <returns>The failure.</returns>
    public static DeepWonderException Of(ErrorId id, Action action) => Checked(id, Assert.Throws<DeepWonderException>(action));

    /// <inheritdoc cref="Of(ErrorId, Action)"/>
    public static DeepWonderException Of(ErrorId id, Func<object?> action) => Checked(id, Assert.Throws<DeepWonderException>(action));

    private static DeepWonderException Checked(ErrorId id, DeepWonderException failure)
    {
        Assert.Equal(id, failure.Id);
        return failure;
    }
}
