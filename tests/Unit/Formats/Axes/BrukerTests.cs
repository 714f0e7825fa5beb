using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Prairie View's folders: stopped ones, and planes by the positions that are stated.</summary>
public sealed class BrukerTests : FolderTests
{
    [Theory]
    [InlineData(11, 3)]
    [InlineData(8, 2)]
    [InlineData(3, 1)]
    public void Files_that_are_missing_at_the_end_cost_their_volumes(int files, int volumes)
    {
        Write(4, 3);
        foreach (int i in Enumerable.Range(files, 12 - files))
        {
            File.Delete(Folder.File(NameOf(i)));
        }

        using Volume volume = Open(Folder.Root);
        Assert.Equal([.. Enumerable.Range(0, volumes).Select(v => Enumerable.Range(3 * v, 3).ToArray())], Read(volume));
        Assert.Contains($"{12 - (3 * volumes)} frames at the end", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_before_others_is_a_fault_and_so_is_a_volume_of_fewer_planes()
    {
        Write(4, 3);
        File.Delete(Folder.File(NameOf(4)));
        DeepWonderException refused = Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.Root));
        Assert.Contains(NameOf(4), refused.Message, StringComparison.Ordinal);

        Write(4, 3, left: 4);
        Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.Root));
    }

    [Fact]
    public void A_last_file_that_is_cut_or_empty_costs_its_frame()
    {
        Write(5, 1);
        byte[] last = File.ReadAllBytes(Folder.File(NameOf(4)));
        foreach (int bytes in new[] { last.Length - 10, 4, 0 })
        {
            Folder.Write(NameOf(4), last[..bytes]);
            using Volume volume = Open(Folder.Root);
            Assert.Equal([[0], [1], [2], [3]], Read(volume));
            Assert.Single(Warnings(volume));
        }
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.7)]
    [InlineData(0.4)]
    public void An_XML_that_ends_early_gives_the_volumes_that_it_lists(double part)
    {
        Write(6, 2, positions: [0, 10]);
        string text = File.ReadAllText(Folder.File("T.xml"));
        File.WriteAllText(Folder.File("T.xml"), text[..(int)(text.Length * part)]);
        using Volume volume = Open(Folder.Root);
        Assert.InRange(volume.FrameCount, 1, 5);
        Assert.Equal([.. Enumerable.Range(0, (int)volume.FrameCount).Select(v => new[] { 2 * v, (2 * v) + 1 })], Read(volume));
        Assert.Contains("ends early", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_are_those_of_the_stated_positions()
    {
        Write(3, 3, positions: [5, 12.5, 20]);
        using Volume volume = Open(Folder.Root);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7, 8]], Read(volume));
        Assert.Equal(7.5, volume.PlaneStepUm);
        Assert.Equal("5, 12.5, 20", volume.History[^1].Parameters["PlanePositionsUm"]);
        Assert.Empty(Warnings(volume));
        using Volume stated = Open(Folder.Root, new VolumeReadOptions { PlaneStepUm = 9 });
        Assert.Equal(9, stated.PlaneStepUm);
    }

    [Fact]
    public void Volumes_on_the_way_back_are_known_by_their_positions_also_where_no_word_says_so()
    {
        Write(3, 3, positions: [0, 10, 20], backwards: v => v == 1);
        using Volume volume = Open(Folder.Root);
        Assert.Equal([[0, 1, 2], [5, 4, 3], [6, 7, 8]], Read(volume));
        Assert.Equal("Bidirectional", volume.History[^1].Parameters["PlaneOrder"]);
        Assert.Contains("positions were taken", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        using Volume asRecorded = Open(Folder.Root, new VolumeReadOptions { PlaneOrder = PlaneOrder.OneWay });
        Assert.Equal([3, 4, 5], Read(asRecorded)[1]);
    }

    [Fact]
    public void A_word_that_positions_contradict_turns_no_volume()
    {
        Write(3, 3, positions: [0, 10, 20], isBidirectional: true);
        using Volume volume = Open(Folder.Root);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7, 8]], Read(volume));
        Assert.Single(Warnings(volume));

        Write(3, 3, positions: [0, 10, 20], isBidirectional: true, backwards: v => v == 1);
        using Volume both = Open(Folder.Root);
        Assert.Equal([5, 4, 3], Read(both)[1]);
        Assert.Empty(Warnings(both));
    }

    [Fact]
    public void Planes_that_are_recorded_in_any_order_are_put_in_that_of_depth()
    {
        Write(2, 3, positions: [0, 20, 10]);
        using Volume volume = Open(Folder.Root);
        Assert.Equal([[0, 2, 1], [3, 5, 4]], Read(volume));
        Assert.Equal(10, volume.PlaneStepUm);
        using Volume flyback = Open(Folder.Root, new VolumeReadOptions { FlybackPlane = [2] });
        Assert.Equal([[0, 1], [3, 4]], Read(flyback));
        using Volume downwards = Rewritten([30, 10, 20]);
        Assert.Equal([[0, 2, 1], [3, 5, 4]], Read(downwards));
    }

    [Fact]
    public void Positions_that_say_nothing_are_passed_over_and_uneven_ones_are_said()
    {
        using (Volume same = Rewritten([7, 7, 7]))
        {
            Assert.Equal((2.5, 0), (same.PlaneStepUm, Warnings(same).Count));
        }

        using (Volume uneven = Rewritten([0, 5, 20]))
        {
            Assert.Contains("0, 5, 20", Assert.Single(Warnings(uneven)), StringComparison.Ordinal);
        }

        Write(3, 3, positions: [0, 10, 20], drift: 4);
        using Volume moved = Open(Folder.Root);
        Assert.Equal([3, 4, 5], Read(moved)[1]);
        Assert.Contains("not used", Assert.Single(Warnings(moved)), StringComparison.Ordinal);
    }

    private Volume Rewritten(double[] positions)
    {
        Write(2, 3, positions);
        return Open(Folder.Root);
    }

    private static string NameOf(int frame) => $"T_{frame:000}.tif";

    /// <summary>Writes a folder whose frame i holds i everywhere.</summary>
    private void Write(
        int volumes, int planes, double[]? positions = null, bool isBidirectional = false, Func<int, bool>? backwards = null,
        int? left = null,
        double drift = 0)
    {
        System.Text.StringBuilder xml = new("<PVScan version='5.8'><PVStateShard><PVStateValue key='micronsPerPixel'>"
            + "<IndexedValue index='XAxis' value='1'/><IndexedValue index='YAxis' value='1'/><IndexedValue index='ZAxis' value='2.5'/>"
            + "</PVStateValue><PVStateValue key='positionCurrent'><SubindexedValues "
            + "index='ZAxis'><SubindexedValue subindex='0' value='100'/>"
            + "<SubindexedValue subindex='1' value='0'/></SubindexedValues></PVStateValue></PVStateShard>");
        for (int v = 0; v < volumes; v++)
        {
            xml.Append(
                CultureInfo.InvariantCulture, $"<Sequence type='{(planes > 1 ? "TSeries ZSeries Element" : "TSeries Timed Element")}' ");
            xml.Append(CultureInfo.InvariantCulture, $"cycle='{v + 1}' bidirectionalZ='{isBidirectional}'>");
            for (int p = 0; p < planes; p++)
            {
                int i = (v * planes) + p;
                Folder.Write(NameOf(i), TiffOf([i]));
                if (i == left)
                {
                    continue;
                }

                double? z = positions is null ? null : positions[backwards?.Invoke(v) == true ? planes - 1 - p : p] + (drift * v);
                xml.Append(
                    CultureInfo.InvariantCulture, $"<Frame relativeTime='{i * 0.1}' index='{p + 1}'><File channel='1' channelName='G' ");
                xml.Append(CultureInfo.InvariantCulture, $"page='1' filename='{NameOf(i)}'/><PVStateShard>");
                if (z is not null)
                {
                    xml.Append(
                        "<PVStateValue key='positionCurrent'><SubindexedValues index='XAxis'><SubindexedValue subindex='0' value='1'/>"
                            + "</SubindexedValues><SubindexedValues index='ZAxis'>");
                    xml.Append(
                        CultureInfo.InvariantCulture,
                        $"<SubindexedValue subindex='1' value='{z - 100}'/></SubindexedValues></PVStateValue>");
                }

                xml.Append("</PVStateShard></Frame>");
            }

            xml.Append("</Sequence>");
        }

        File.WriteAllText(Folder.File("T.xml"), xml.Append("</PVScan>").ToString());
    }
}
