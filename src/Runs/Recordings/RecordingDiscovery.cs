using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Foreign;
using DeepWonder3D.Formats.Recordings;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>
/// Finds the recordings in folders and among files, and says what it leaves out. Names tell most; files are opened to see which belong
/// together and which are no movies.
/// </summary>
/// <param name="reading">What the caller says of recordings.</param>
/// <param name="asMovie">Whether the files of a folder, and those that are named, are one movie each time.</param>
/// <param name="isPatient">Whether files that change from one look to the next are left for later.</param>
internal sealed partial class RecordingDiscovery(VolumeReadOptions reading, bool asMovie = false, bool isPatient = false)
{
    /// <summary>Stands for the views' numbers: no file's name holds it.</summary>
    public const string AnyView = "_view_*";

    private readonly RecordingProbe _probe = new(reading, isPatient);

    /// <summary>
    /// The recordings that files and folders hold. Files whose names differ only in the number of <c>_view_&lt;id&gt;</c> are the views of
    /// one; <c>mouse.tif</c> beside them is none. Files that the reader takes for one recording are one.
    /// </summary>
    /// <param name="paths">
    /// Files that are taken whatever they are; recordings' folders (Bruker, Thorlabs and others); folders of recordings, of which those are
    /// taken that look like recordings.
    /// </param>
    /// <param name="matched">
    /// Files that a pattern matched: as those that are named, but what is no recording of its own is passed over.
    /// </param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="Errors.DeepWonderException">
    /// <see cref="Errors.ErrorId.FileNotFound"/> or <see cref="Errors.ErrorId.FileReadFailed"/>: a folder cannot be listed.
    /// </exception>
    public FoundRecordings Find(IEnumerable<string> paths, IEnumerable<string>? matched = null, CancellationToken token = default)
    {
        HashSet<string> given = [.. paths.Select(Path.GetFullPath)];
        Listing listing = new();
        foreach (string path in given.Union((matched ?? []).Select(Path.GetFullPath)))
        {
            if (Directory.Exists(path))
            {
                List(path, listing);
            }
            else
            {
                listing.Add(path, isNamed: given.Contains(path));
            }
        }

        IReadOnlyList<ViewInput> views = asMovie ? Sequences(listing) : Files(listing, token);
        return new FoundRecordings(Group(views))
        {
            PassedOver = listing.PassedOver,
            Unread = listing.Unread,
            Changing = [.. listing.Changing.Select(file => new ChangingFile(file.Key, file.Value))],
            Others = listing.Others(),
        };
    }

    private static void List(string folder, Listing listing)
    {
        try
        {
            if (RecordingKinds.IsRecordingFolder(folder))
            {
                listing.Folders.Add(folder);
                return;
            }

            foreach (string file in Directory.GetFiles(folder))
            {
                switch (RecordingKinds.Of(file))
                {
                    case RecordingKind.Read:
                        listing.Add(file, isNamed: false);
                        break;
                    case RecordingKind.NotRead:
                        listing.AddUnread(file);
                        break;
                    default:
                        listing.Ignored.Add(file);
                        break;
                }
            }

            foreach (string inner in Directory.GetDirectories(folder))
            {
                (IsRecording(inner) ? listing.Folders : listing.FoldersPassed).Add(inner);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(folder, e);
        }
    }

    private static bool IsRecording(string folder)
    {
        try
        {
            return RecordingKinds.Of(folder) == RecordingKind.Read;
        }
        catch (UnauthorizedAccessException)
        {
            // Such as "System Volume Information" in the root of a drive.
            return false;
        }
    }

    /// <summary>Every file by itself or with the others that the reader takes with it.</summary>
    private List<ViewInput> Files(Listing listing, CancellationToken token)
    {
        List<ViewInput> views = [.. listing.Folders.Distinct().Select(folder => new ViewInput(folder))];
        HashSet<string> parts = [];
        HashSet<string> scanImage = [];
        List<(string File, DeepWonderException? Why)> unreadable = [];
        Dictionary<string, HashSet<string>> beside = listing.Files.GroupBy(FolderOf)
            .ToDictionary(g => g.Key, g => g.Select(f => Path.GetFileName(f)).ToHashSet(StringComparer.OrdinalIgnoreCase));
        string[] files = [.. listing.Files.Order(NaturalOrder.Instance)];
        foreach (string file in files)
        {
            token.ThrowIfCancellationRequested();
            if (parts.Contains(file))
            {
                continue;
            }

            HashSet<string> neighbours = beside[FolderOf(file)];
            ProbedFile probed = _probe.Look(file, neighbours, token);
            if (probed.IsChanging)
            {
                listing.Changing.Add(file, probed.HasChanged);
            }
            else if (!listing.IsNamed(file) && DerivedImages.ReasonToPass(file, probed, neighbours) is { } reason)
            {
                listing.PassedOver.Add(new PassedFile(file, reason));
            }
            else if (_probe.ChangingParts(file, probed) is { Count: > 0 } changing)
            {
                // A recording opens without its last files, and they may still be written.
                parts.UnionWith(probed.Parts);
                listing.Changing.TryAdd(file, changing.Any(part => part.HasChanged));
                foreach ((string part, bool hasChanged) in changing)
                {
                    listing.Changing.TryAdd(part, hasChanged);
                }
            }
            else
            {
                // A recording of which one file is there, of several, is no part of itself.
                parts.UnionWith(probed.Parts.Where(part => part != file));
                if (probed.IsScanImage)
                {
                    scanImage.Add(file);
                }

                views.Add(new ViewInput(file, probed.Parts.Count > 1 ? probed.Parts : []));
                if (probed.IsUnreadable)
                {
                    unreadable.Add((file, probed.Failure));
                }
            }
        }

        _probe.KeepOnly(files.ToHashSet());
        HoldBack(unreadable, listing);
        ScanImageParts.Join(views, files, scanImage, listing.Changing);
        listing.PassedOver.RemoveAll(passed => views.Exists(view => view.Parts.Contains(passed.Path)));
        return [.. views.Where(view => !listing.Changing.ContainsKey(view.Path) && (view.Parts.Count > 0 || !parts.Contains(view.Path)))];
    }

    /// <summary>What cannot be opened may lack the part that is being written.</summary>
    private static void HoldBack(IEnumerable<(string File, DeepWonderException? Why)> unreadable, Listing listing)
    {
        KeyValuePair<string, bool>[] changing = [.. listing.Changing];
        foreach ((string file, DeepWonderException? why) in unreadable)
        {
            bool[] parts = [.. changing.Where(other => MayBePart(other.Key)).Select(other => other.Value)];
            if (parts.Length > 0)
            {
                listing.Changing.Add(file, parts.Contains(true));
            }

            bool MayBePart(string other) => FolderOf(other) == FolderOf(file)
                && (why?.Id == ErrorId.RecordingIncomplete || RecordingProbe.PatternOf(other) == RecordingProbe.PatternOf(file)
                    || why?.Message.Contains(Path.GetFileName(other), StringComparison.Ordinal) == true);
        }
    }

    /// <summary>The files of each folder as one movie.</summary>
    private static List<ViewInput> Sequences(Listing listing)
    {
        List<ViewInput> views = [.. listing.Folders.Distinct().Select(folder => new ViewInput(folder))];
        foreach (IGrouping<string, string> folder in listing.Files.GroupBy(FolderOf))
        {
            List<string> frames = [];
            foreach (string file in folder.Order(NaturalOrder.Instance))
            {
                if (!listing.IsNamed(file) && DerivedImages.ReasonToPass(file) is { } reason)
                {
                    listing.PassedOver.Add(new PassedFile(file, reason));
                }
                else
                {
                    frames.Add(file);
                }
            }

            if (frames.Count > 0)
            {
                // Files that are named one by one are called as Import-Volume calls them: after the first.
                bool isWhole = folder.Key.Length > 0 && !frames.Exists(listing.IsNamed);
                views.Add(new ViewInput(isWhole ? folder.Key : frames[0], frames, IsSequence: true));
            }
        }

        return views;
    }

    private static IReadOnlyList<RecordingInput> Group(IEnumerable<ViewInput> views) =>
    [
        .. views.OrderBy(view => view.Path, NaturalOrder.Instance)
            .GroupBy(view => SourceOf(view.Path), StringComparer.Ordinal)
            .Select(group => new RecordingInput(
                RecordingName.Of(group.Key.Replace(AnyView, "", StringComparison.Ordinal)), group.Key, [.. group])),
    ];

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    private static string SourceOf(string path) => Path.Combine(FolderOf(path), ViewNumber().Replace(Path.GetFileName(path), AnyView, 1));

    [GeneratedRegex("_view_[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ViewNumber();

    /// <summary>What folders hold, before any file is opened.</summary>
    private sealed class Listing
    {
        private const int MostNamed = 3;

        private readonly Dictionary<string, bool> _files = [];

        public List<string> Folders { get; } = [];

        public List<string> FoldersPassed { get; } = [];

        public List<string> Ignored { get; } = [];

        public List<PassedFile> PassedOver { get; } = [];

        public List<UnreadFile> Unread { get; } = [];

        /// <summary>Files that are left for later, and whether they were seen to change.</summary>
        public Dictionary<string, bool> Changing { get; } = [];

        public IReadOnlyCollection<string> Files => _files.Keys;

        public bool IsNamed(string file) => _files[file];

        public void Add(string file, bool isNamed) => _files.TryAdd(file, isNamed);

        public void AddUnread(string file)
        {
            ForeignFormat format = ForeignFormat.ByEnding(file)!;
            Unread.Add(new UnreadFile(file, format.Name, format.Conversion));
        }

        /// <summary>What is neither a recording nor like one.</summary>
        public string? Others()
        {
            List<string> said = [];
            if (Ignored.Count > 0)
            {
                IEnumerable<string> endings = Ignored.Select(f => Path.GetExtension(f).ToLowerInvariant()).Where(e => e.Length > 0);
                endings = endings.Distinct().Order(StringComparer.Ordinal);
                said.Add($"{Ignored.Count} other files ({Few(endings)})");
            }

            if (FoldersPassed.Count > 0)
            {
                string names = Few(FoldersPassed.Select(f => Path.GetFileName(f)));
                said.Add($"{FoldersPassed.Count} folders that were not looked into ({names})");
            }

            return said.Count > 0 ? string.Join(", ", said) : null;
        }

        private static string Few(IEnumerable<string> names)
        {
            string[] all = [.. names];
            return string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? ", …" : "");
        }
    }
}
