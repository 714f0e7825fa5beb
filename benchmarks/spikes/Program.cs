using DeepWonder3D.Spikes;
if (args[0] == "sim") Exploration.Sim(args); else if (args[0] == "decays") Exploration.Decays(args); else if (args[0] == "realdecays") Exploration.RealDecays(); else Exploration.Real(args);
