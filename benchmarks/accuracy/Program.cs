using System.Runtime.InteropServices;
using DeepWonder3D.Accuracy;

if (AccuracyOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(AccuracyOptions.Usage);
    return 2;
}

// A run that is stopped ends in order: converted models go, results and the report stay.
using CancellationTokenSource stop = new();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return new AccuracyRun(options).Execute(stop.Token);
