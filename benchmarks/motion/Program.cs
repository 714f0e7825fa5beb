using System.Diagnostics;
using DeepWonder3D.Motion;
using DeepWonder3D.MotionBenchmark;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

if (args[0] == "scene") { MotionTable.Try(args[1..]); return; }
