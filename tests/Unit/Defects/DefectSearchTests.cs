using DeepWonder3D.Defects;
using DeepWonder3D.Simulation;
using DeepWonder3D.Tests.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Defects;

/// <summary>What is found of what was made wrong, frame by frame, and nothing where all is right.</summary>
public sealed class DefectSearchTests(DefectScenes scenes) : IClassFixture<DefectScenes>
{
    public static TheoryData<string, FrameFault> Kinds() => new()
    {
        { "saturated", FrameFault.Saturated },
        { "dark", FrameFault.Dark },
        { "dimmed to a half", FrameFault.Flashed },
        { "brighter by a quarter", FrameFault.Flashed },
        { "stray light", FrameFault.Flashed },
        { "stripe", FrameFault.Striped },
        { "narrow stripe", FrameFault.Striped },
        { "dark rows", FrameFault.Striped },
        { "torn", FrameFault.Torn },
        { "torn by little", FrameFault.Torn },
        { "repeated", FrameFault.Duplicated },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Frames_that_went_wrong_are_named_with_their_fault(string kind, FrameFault fault)
    {
        // At one or two photons a pixel nobody sees from one frame that rows lie elsewhere.
        foreach (Volume clean in fault == FrameFault.Torn ? scenes.Movies.Take(2) : scenes.Movies)
        {
            // A copy of a copy is not told from one of the first.
            long[] frames = kind == "repeated" ? [5, 77, 90, 150] : [5, 77, 78, 150];
            using Volume wrong = Make(kind, clean, frames);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Equal(
                frames.Select(f => $"{f} {fault}"), (found.Missing?.Frames ?? []).Select(f => $"{f.Frame} {f.Fault}"));
            Assert.Single(observer.Warnings);
        }
    }

    [Fact]
    public void Nothing_is_found_in_a_recording_that_is_right()
    {
        List<string> wrong = [];
        foreach (Volume clean in DefectScenes.Clean())
        {
            using (clean)
            {
                RecordingObserver observer = new();
                DefectSearch.Checked(clean, observer, TestContext.Current.CancellationToken);
                wrong.AddRange(observer.Warnings);
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(100, 1.3f, 0)]
    [InlineData(60, 0.7f, 0)]
    [InlineData(120, 1f, 60)]
    public void A_lasting_step_of_the_light_is_levelled_and_no_frame_is_missing(int frame, float factor, float added)
    {
        foreach (Volume clean in scenes.Movies)
        {
            using Volume wrong = Artefact.LightStep(clean, frame, factor, added);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains($"(from frame {frame})", Assert.Single(observer.Warnings), StringComparison.Ordinal);
            Assert.Empty(found.Missing!.Frames);
            Assert.InRange(Mean(found, frame + 20) / Mean(clean, frame + 20), 0.95, 1.05);
        }
    }

    [Fact]
    public void Hot_and_dead_pixels_are_found_and_bridged()
    {
        foreach (Volume clean in scenes.Movies)
        {
            int width = clean.Width;
            int[] hot = [(10 * width) + 10, (50 * width) + 70, (90 * width) + 33];
            int[] dead = [(20 * width) + 90, (66 * width) + 12];
            using Volume heated = Artefact.Hot(clean, 3000, hot);
            using Volume wrong = Artefact.Dead(heated, 0, dead);
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            int[] pixels = [.. Enumerable.Range(0, clean.Height * width).Where(i => found.Missing!.Pixels![i])];
            Assert.Equal(hot.Concat(dead).Order(), pixels);
            double bridged = Enumerable.Range(0, 200).Average(t => found.GetPlane(t)[50, 70]);
            double right = Enumerable.Range(0, 200).Average(t => clean.GetPlane(t)[50, 70]);
            Assert.InRange(bridged, right / 2, right * 2);
        }
    }

    [Theory]
    [InlineData("row 64", "1 dead row (64)")]
    [InlineData("rows 30 to 32", "3 dead rows (30 to 32)")]
    [InlineData("column 100", "1 dead column (100)")]
    [InlineData("every second row", "63 dead rows")]
    public void Rows_and_columns_that_never_change_are_no_data_and_hide_no_hot_pixel(string which, string words)
    {
        foreach (Volume clean in scenes.Movies)
        {
            int width = clean.Width;

            // Between dead rows a pixel has too few neighbours to be judged by.
            int[] hot = which == "every second row" ? [] : [(10 * width) + 50];
            int[] dead = [.. Enumerable.Range(0, clean.Height * width).Where(i => which switch
            {
                "row 64" => i / width == 64,
                "rows 30 to 32" => i / width is >= 30 and <= 32,
                "column 100" => i % width == 100,
                _ => (i / width) % 2 == 1 && i / width < 126,
            })];
            using Volume heated = Artefact.Hot(clean, 3000, hot);
            using Volume wrong = Artefact.Dead(heated, 0, dead);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains(words, Assert.Single(observer.Warnings), StringComparison.Ordinal);
            Assert.Equal(hot.Length, observer.Warnings[0].Split("1 hot pixel (row 10 column 50)").Length - 1);
            Assert.Equal(dead.Concat(hot).Order(), Enumerable.Range(0, clean.Height * width).Where(i => found.Missing!.Pixels![i]));
            float[] plane = new float[clean.Height * width];
            found.ReadPlane<float>(100, 0, plane);
            Assert.All(dead, i => Assert.NotEqual(0, plane[i]));
        }
    }

    [Theory]
    [InlineData(0.6, 0.2)]
    [InlineData(0.6, 0)]
    [InlineData(0.55, 0.45)]
    public void Light_that_is_off_most_of_the_time_is_said_and_no_step_is_made_of_it(double part, double from)
    {
        foreach (Volume clean in scenes.Movies)
        {
            (long first, long end) = ((long)(from * 200), (long)((from + part) * 200));
            using Volume wrong = Artefact.Dark(clean, 5, [.. Enumerable.Range((int)first, (int)(end - first)).Select(t => (long)t)]);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains(
                $"has {end - first} dark frames ({first} to {end - 1}): {end - first} of 200 frames seem to be no data, too many",
                Assert.Single(observer.Warnings),
                StringComparison.Ordinal);
            Assert.Same(wrong, found);
        }
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(0, 0)]
    [InlineData(0, 4)]
    [InlineData(float.NaN, 3)]
    public void Borders_that_a_registration_left_are_found_wherever_they_move(float sample, int moves)
    {
        foreach (Volume clean in scenes.Movies)
        {
            using Volume wrong = Artefact.Border(clean, sample, t => 3 + (int)(t % (moves + 1)), t => 2 + (int)(t / 7 % (moves + 1)));
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            Assert.Equal(
                (clean.Height * clean.Width) - ((clean.Height - 3 - moves) * (clean.Width - 2 - moves)), found.Missing!.PixelCount);
            Assert.Empty(found.Missing.Frames);
            Assert.True(float.IsFinite(found.GetPlane(9)[0, 0]) && found.GetPlane(9)[0, 0] > 0);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1.5)]
    [InlineData(0.6)]
    public void Odd_rows_that_lie_beside_even_ones_are_put_back(double shift)
    {
        foreach (Volume clean in scenes.Scanned)
        {
            using Volume wrong = Artefact.OddRows(clean, shift);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains("odd rows shifted by", Assert.Single(observer.Warnings), StringComparison.Ordinal);
            string said = found.History[^1].Parameters["OddRowShift"];
            Assert.InRange(
                double.Parse(said.Split(' ')[4], System.Globalization.CultureInfo.InvariantCulture), shift - 0.15, shift + 0.15);
        }
    }

    private static Volume Make(string kind, Volume clean, long[] frames)
    {
        float level = (float)Mean(clean, 0);
        return kind switch
        {
            "saturated" => Artefact.Saturated(clean, frames),
            "dark" => Artefact.Dark(clean, 5, frames),
            "dimmed to a half" => Artefact.Flashed(clean, 0.5f, 0, frames),
            "brighter by a quarter" => Artefact.Flashed(clean, 1.25f, 0, frames),
            "stray light" => Artefact.Flashed(clean, 1, level, frames),
            "stripe" => Artefact.Striped(clean, 40, 20, 2 * level, frames),
            "narrow stripe" => Artefact.Striped(clean, 70, 3, 2 * level, frames),
            "dark rows" => DarkRows(64, 40),
            "torn" => Artefact.Torn(clean, 50, 40, frames),
            "torn by little" => Artefact.Torn(clean, 80, 9, frames),
            "repeated" => Artefact.Repeated(clean, frames),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        // A shutter: rows with nothing but the camera's noise.
        Volume DarkRows(int row, int rows) => Artefact.Change(clean, (t, plane) =>
        {
            Random random = new((int)t);
            float offset = clean.FrameRate < 8 ? 9 : 100;
            for (int i = row * clean.Width; i < (row + rows) * clean.Width && frames.Contains(t); i++)
            {
                plane[i] = offset + random.Next(-3, 4);
            }
        });
    }

    private static double Mean(Volume movie, long frame)
    {
        float[] plane = new float[movie.Height * movie.Width];
        movie.ReadPlane<float>(frame, 0, plane);
        return plane.Average();
    }
}
