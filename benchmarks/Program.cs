using DeepWonder3D.Benchmarks.Long;
using DeepWonder3D.Benchmarks.Networks;
using DeepWonder3D.Benchmarks.Recordings;
using DeepWonder3D.Benchmarks.Scaling;
using DeepWonder3D.Benchmarks.Stages;

// Without arguments: everything but the long movie, which takes half an hour and 17 GB of disk. --only <part>: that part. --case …: one
// case in this process, its figures as JSON on the last line.
string weights = Repository.Path("..", "shared", "reference", "weights");
Environment.SetEnvironmentVariable("DEEPWONDER3D_MODELS", Repository.Path("module", "models"));
Dictionary<string, Action> parts = new()
{
    ["stages"] = () => StageTable.Write(weights),
    ["recordings"] = RecordingTable.Write,
    ["scaling"] = ScalingTable.Write,
    ["networks"] = () => NetworkSuite.Run(weights, "4"),
    ["long"] = () => LongMovieTable.Write(gigabytes: 30),
};
switch (args)
{
    case ["--case", "--threads", string threads, .. string[] words]:
        using (ThreadBudget.Use(int.Parse(threads, CultureInfo.InvariantCulture)))
        {
            return RunCase(words);
        }

    case ["--case", .. string[] words]:
        return RunCase(words);
    case ["--only", string part] when parts.TryGetValue(part, out Action? run):
        run();
        return 0;
    case []:
        foreach (string name in parts.Keys.Where(k => k != "long"))
        {
            parts[name]();
        }

        return 0;
    default:
        Console.Error.WriteLine($"dotnet run -c Release --project benchmarks -- [--only {string.Join('|', parts.Keys)}]");
        Console.Error.WriteLine("dotnet run -c Release --project benchmarks/accuracy    (how good the results are)");
        return 2;
}

static int RunCase(string[] words)
{
    string? line = words switch
    {
        ["stage", string name, string folder] => StageTable.Run(name, folder).ToJson(),
        ["scaling", string stage, string frames, string side] => ScalingCase.Stage(stage, frames, side).ToJson(),
        ["found", string cells] => ScalingCase.Found(cells).ToString(CultureInfo.InvariantCulture),
        ["find", string cells] => ScalingCase.Find(cells).ToJson(),
        ["merge", string views, string neurons] => ScalingCase.Merge(views, neurons).ToJson(),
        ["simulate", string folder, string preset, string seed] => RecordingCase.Simulate(folder, preset, seed),
        ["recording", string folder] => RecordingCase.Run(folder),
        ["long", string file, string result] => LongMovieCase.Run(file, result),
        ["stop", string file, string result] => LongMovieCase.Stop(file, result),
        _ => null,
    };
    Console.WriteLine(line);
    return line is null ? 2 : 0;
}
