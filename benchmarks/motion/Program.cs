using DeepWonder3D.Models;
using DeepWonder3D.MotionBenchmark;

// How exactly a known motion is taken out, and what is found afterwards; prints tables. benchmarks/results/motion.md holds what was
// printed.
Environment.SetEnvironmentVariable(ModelCatalog.Variable, Path.GetFullPath("module/models"));
switch (args)
{
    case ["--space", string seed, string size, string frames]:
        foreach ((double axial, double jitter) in ((double, double)[])[(0, 0.3), (1, 0.3), (4, 0.3), (4, 2)])
        {
            Console.WriteLine(SpaceTrial.Run(SimulationPreset.Typical, Seed(seed), Number(size), Number(frames), axial, jitter));
        }

        return 0;
    case ["--speed", string seed, string size, string frames, .. string[] names]:
        foreach (MotionCase scene in MotionCase.All.Where(c => names.Any(c.Name.Contains)))
        {
            foreach (string row in SpeedTrial.Run(scene, Seed(seed), Number(size), Number(frames)))
            {
                Console.WriteLine(row);
            }
        }

        return 0;
    case [("--paths" or "--neurons") and string what, string seed, string size, string frames, .. string[] names]:
        foreach (MotionCase scene in MotionCase.All.Where(c => names.Length == 0 || names.Any(c.Name.Contains)))
        {
            Console.WriteLine(MotionTrial.Run(scene, Seed(seed), Number(size), Number(frames), what == "--neurons"));
        }

        return 0;
    default:
        Console.Error.WriteLine("dotnet run -c Release --project benchmarks/motion --  (from the repository's root)");
        Console.Error.WriteLine("    --paths | --neurons | --space | --speed  <seed> <size, pixels> <frames>  [part of a case's name …]");
        return 2;
}

static ulong Seed(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
