using DeepWonder3D.Spikes;
using System.Diagnostics;
if (args[0] == "sim") Exploration.Sim(args); else Exploration.Real(args);
