using DeepWonder3D.Spikes;
if (args[0] == "sim") Exploration.Sim(); else Exploration.Real(args);
