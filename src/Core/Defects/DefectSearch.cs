using DeepWonder3D.Defects.Rows;
using DeepWonder3D.Defects.Rows.Lines;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects;

/// <summary>
/// Looks through a recording for what is no data: frames that went wrong, pixels that hold none, rows that are shifted against each other
/// or have noise in common. What is found is said, and bridged for whatever comes after; traces have no value there.
/// </summary>
/// <remarks>
/// One pass over all frames, and some frames again where something is suspected. Only what tissue cannot do counts as a defect: activity
/// rises unevenly and falls slowly. <c>docs/defects.md</c> has the rules.
/// </remarks>
public static class DefectSearch
{
    /// <summary>So few frames say nothing of what is usual: only samples that are not finite are looked for.</summary>
    private const int FewestFrames = 24;

    /// <summary>A recording that is wrong in more than this part of its frames is none that a few of them could be bridged in.</summary>
    private const double MostMissing = 0.5;

    /// <summary>A volume whose defects are bridged.</summary>
    /// <param name="recording">A recording, or a movie that stages made of one; it stays the caller's.</param>
    /// <param name="observer">Warned of what was found; null for nobody.</param>
    /// <param name="token">Stops the search.</param>
    /// <returns>
    /// The same volume where nothing is wrong with it, or it was looked through before; otherwise one of the same size that reads from it
    /// and has <see cref="Volume.Missing"/>. It lives as long as the volume that it reads from.
    /// </returns>
    /// <exception cref="DeepWonderException">What reading may bring.</exception>
    public static Volume Checked(Volume recording, IStageObserver? observer = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (recording.IsChecked && !recording.Info.IsComputed)
        {
            return recording;
        }

        CheckedVolume found = recording.Checked ??= Search(recording, token);
        if (found.Findings is { } words)
        {
            observer?.Warn(words);
        }

        return found.Volume;
    }

    /// <summary>A volume of which some frames are known to be no data.</summary>
    /// <param name="volume">The volume; the result reads its samples and takes its place.</param>
    /// <param name="frames">The frames, from 0.</param>
    /// <exception cref="DeepWonderException">There is no such frame (<see cref="ErrorId.FrameRangeInvalid"/>).</exception>
    public static Volume WithBadFrames(Volume volume, IReadOnlyList<long> frames)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(frames);
        foreach (long frame in frames)
        {
            if (frame < 0 || frame >= volume.FrameCount)
            {
                throw new DeepWonderException(
                    ErrorId.FrameRangeInvalid,
                    $"'{volume.Name}' has frames 0 to {volume.FrameCount - 1}, and no frame {frame} that could be bad.",
                    volume.Name,
                    "Name frames from 0, counted in what is taken of the recording.");
            }
        }

        MissingData named = new() { Frames = [.. frames.Distinct().Order().Select(f => new MissingFrame(f, FrameFault.Named))] };
        return new Volume(volume.Info with { Missing = MissingData.Join(named, volume.Missing), IsChecked = false }, volume.Store);
    }

    private static CheckedVolume Search(Volume recording, CancellationToken token)
    {
        bool isRaw = recording.Link?.Volume == recording;
        FrameFaults faults = new(recording);
        PlaneRepair?[] planes = new PlaneRepair?[recording.PlaneCount];
        FrameScales scales = new(recording.FrameCount);
        List<StraySample> stray = [];
        List<LostRow> lost = [];
        RecordingScan[] scans = new RecordingScan[recording.PlaneCount];
        for (int plane = 0; plane < planes.Length; plane++)
        {
            scans[plane] = RecordingScan.Run(recording, plane, isRaw, token);
            if (recording.FrameCount >= FewestFrames)
            {
                stray.AddRange(StraySearch.Run(recording, plane, scans[plane], isRaw, token));
                LevelSearch.Run(scans[plane], faults, scales, isRaw);
            }
        }

        for (int plane = 0; plane < planes.Length; plane++)
        {
            LineNoise? lines = null;
            if (recording.FrameCount >= FewestFrames && isRaw)
            {
                RowLevels levels = RowLevels.Of(scans[plane], faults);
                lost.AddRange(LostRowSearch.Run(recording, plane, scans[plane], faults, levels));
                lines = Lines(recording, plane, scans[plane], faults, lost, levels, token);
                faults.AddDuplicates(scans[plane]);
            }

            planes[plane] = PixelSearch.Run(recording, plane, scans[plane], faults, isRaw, token);
            if (lines is not null)
            {
                planes[plane] = (planes[plane] ?? new PlaneRepair { PixelCount = recording.Height * recording.Width }) with
                {
                    Lines = lines,
                };
            }
        }

        MissingFrame[] frames = faults.ToArray();
        stray.RemoveAll(s => faults[s.Frame]);
        lost.RemoveAll(l => faults[l.Frame]);
        DefectWords words = new(recording, frames, planes, scales, stray, lost);
        if (!words.Any)
        {
            return new CheckedVolume(recording, null);
        }

        if (frames.Length > MostMissing * recording.FrameCount)
        {
            return new CheckedVolume(recording, words.TooMany(frames.Length));
        }

        MissingData missing = MissingData.Join(
            recording.Missing, new MissingData { Frames = frames, Pixels = PlaneRepair.NoDataOf(planes) })!;
        VolumeInfo info = (recording.Info with { Missing = missing, IsChecked = true, IsComputed = false }).After(words.Step());
        return new CheckedVolume(new Volume(info, new BridgedStore(recording, frames, planes, scales, stray, lost)), words.Text());
    }

    /// <summary>Takes down striped and torn frames, and gives the noise of whole rows; null for none.</summary>
    private static LineNoise? Lines(
        Volume recording,
        int plane,
        RecordingScan scan,
        FrameFaults faults,
        List<LostRow> lost,
        RowLevels levels,
        CancellationToken token)
    {
        // In noise of rows stripes are seen once it is taken off, and its size is known for certain once they are.
        LineNoise? lines = LineNoiseSearch.Run(recording, plane, scan, faults, lost, isFirst: true, token);
        if (lines is not null)
        {
            PlaneRepair?[] planes = new PlaneRepair?[recording.PlaneCount];
            planes[plane] = new PlaneRepair { Lines = lines };
            Volume quiet = new(recording.Info, new BridgedStore(recording, [], planes, new FrameScales(recording.FrameCount), [], lost));
            RecordingScan quietScan = RecordingScan.Run(quiet, plane, true, token);
            StripeSearch.Run(quiet, plane, quietScan, faults, RowLevels.Of(quietScan, faults, lines.Left), token);
            TearSearch.Run(quiet, plane, quietScan, faults, token);
            lines = LineNoiseSearch.Run(recording, plane, scan, faults, lost, isFirst: false, token);
        }

        if (lines is null)
        {
            StripeSearch.Run(recording, plane, scan, faults, levels, token);
            TearSearch.Run(recording, plane, scan, faults, token);
        }

        return lines;
    }
}
