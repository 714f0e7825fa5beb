using DeepWonder3D.Benchmarks;

// Without arguments: every stage in a process of its own, so that its peak memory is its own, and the table of results.
// With a stage's name: that stage alone, its figures on one line. --scaling: the shipped models on ever longer and wider movies.
return args switch
{
    ["--weights", string weights] => Suite.RunAll(weights),
    ["--weights", string weights, string stage] => Suite.RunOne(weights, stage),
    ["--scaling"] => Suite.RunScaling(),
    ["--scaling", string stage, string frames, string side] => Suite.RunScaling(stage, frames, side),
    ["--networks", string weights, string repetitions] => DeepWonder3D.Benchmarks.Networks.NetworkSuite.Run(weights, repetitions),
    _ => Suite.Usage(),
};
