using DeepWonder3D.Spikes;

// How well events agree with true action potentials; prints tables. benchmarks/results/spikes.md holds what was printed.
SpikeReport report = new(Console.Out);
switch (args)
{
    case ["--speed"]:
        report.Speed();
        return 0;
    case ["--simulated", string seed]:
        report.Simulated(ulong.Parse(seed, CultureInfo.InvariantCulture));
        return 0;
    case [string folder] when Directory.Exists(folder):
        report.Real(folder);
        return 0;
    default:
        Console.Error.WriteLine("dotnet run -c Release --project benchmarks/spikes --");
        Console.Error.WriteLine("    <folder that convert.py wrote> | --simulated <seed> | --speed");
        return 2;
}
