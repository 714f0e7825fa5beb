using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>Hours of the day, in local time; they may span midnight.</summary>
/// <param name="From">The first minute.</param>
/// <param name="To">The first minute after them.</param>
internal sealed record HourWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads two times such as <c>08:00</c> and <c>19:30</c>.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public static HourWindow Parse(IReadOnlyList<string> times)
    {
        if (times.Count != 2
            || !TimeOnly.TryParse(times[0], CultureInfo.InvariantCulture, out TimeOnly from)
            || !TimeOnly.TryParse(times[1], CultureInfo.InvariantCulture, out TimeOnly to)
            || from == to)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{string.Join(", ", times)}' are not two different times of the day.",
                times,
                "Give them as -NotBetween 08:00, 19:30.");
        }

        return new HourWindow(from, to);
    }

    /// <summary>Whether a time of the day lies in these hours.</summary>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm} to {To:HH\\:mm}");
}
