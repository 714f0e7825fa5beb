using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Inference;

/// <summary>
/// The execution providers that lie beside the native library, and the devices they offer. A provider library is registered with the
/// runtime and asked for its devices: one way for CUDA, TensorRT and whatever comes, in builds that know them from birth and in those that
/// do not.
/// </summary>
internal static class ExecutionProviders
{
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<DeviceKind, string?> s_registrationFailures = [];

    /// <summary>Every device of every kind: those that can be used, and for the other kinds the reason why not.</summary>
    public static IReadOnlyList<InferenceDevice> List()
    {
        List<InferenceDevice> devices = [];
        foreach (DeviceKind kind in Enum.GetValues<DeviceKind>())
        {
            if (kind == DeviceKind.Cpu)
            {
                devices.Add(new InferenceDevice(
                    "Cpu", kind, 0, true, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} logical processors")));
                continue;
            }

            IReadOnlyList<OrtEpDevice> found = DevicesOf(kind, out string? reason);
            devices.AddRange(found.Select((d, i) => new InferenceDevice(DeviceRequest.NameOf(kind, i), kind, i, true, Describe(d))));
            if (found.Count == 0)
            {
                devices.Add(new InferenceDevice(DeviceRequest.NameOf(kind, 0), kind, 0, false, reason!));
            }
        }

        return devices;
    }

    /// <summary>Whether the provider's library is there at all: where it is not, nobody expects the device.</summary>
    public static bool IsInstalled(DeviceKind kind) =>
        kind == DeviceKind.Cpu || File.Exists(LibraryPath(kind)) || BuiltInDevices(kind).Count > 0;

    /// <summary>How many devices of a kind there are.</summary>
    public static int CountOf(DeviceKind kind) => kind == DeviceKind.Cpu ? 1 : DevicesOf(kind, out _).Count;

    /// <summary>Sets a session up to run on a device.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.DeviceUnavailable"/>: with the reason.</exception>
    public static void Append(SessionOptions options, DeviceKind kind, int index, string modelHash, Precision precision)
    {
        if (kind == DeviceKind.Cpu)
        {
            return;
        }

        OrtEpDevice device = Require(kind, index);
        Dictionary<string, string> settings =
            kind == DeviceKind.TensorRt
                ? TensorRtEngines.Options(modelHash, precision, OnnxRuntimeLibrary.Environment.GetVersionString())
                : [];
        options.AppendExecutionProvider(OnnxRuntimeLibrary.Environment, [device], settings);
    }

    /// <summary>A device that must be there.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.DeviceUnavailable"/>: with the reason.</exception>
    public static OrtEpDevice Require(DeviceKind kind, int index)
    {
        IReadOnlyList<OrtEpDevice> devices = DevicesOf(kind, out string? reason);
        if (index >= devices.Count)
        {
            string name = DeviceRequest.NameOf(kind, index);
            throw new DeepWonderException(
                ErrorId.DeviceUnavailable,
                devices.Count == 0
                    ? $"The device {name} is not there: {reason}"
                    : $"The device {name} is not there: there are {devices.Count} of its kind.",
                name,
                "-Device Auto takes the best that works.");
        }

        return devices[index];
    }

    private static IReadOnlyList<OrtEpDevice> DevicesOf(DeviceKind kind, out string? reason)
    {
        reason = null;
        IReadOnlyList<OrtEpDevice> devices = BuiltInDevices(kind);
        if (devices.Count > 0)
        {
            return devices;
        }

        string library = LibraryPath(kind);
        if (!File.Exists(library))
        {
            reason = kind == DeviceKind.DirectML
                ? "this build of the ONNX Runtime has no DirectML."
                : $"{Path.GetFileName(library)} does not lie in '{OnnxRuntimeLibrary.Folder}'. Use the module's GPU build, or set "
                    + $"{OnnxRuntimeLibrary.Variable} to the folder of a build that has it.";
            return [];
        }

        if (Register(kind, library) is { } failure)
        {
            reason = failure;
            return [];
        }

        devices = BuiltInDevices(kind);
        reason = devices.Count == 0 ? $"{Path.GetFileName(library)} is loaded and finds no device." : null;
        return devices;
    }

    private static IReadOnlyList<OrtEpDevice> BuiltInDevices(DeviceKind kind) =>
        [.. OnnxRuntimeLibrary.Environment.GetEpDevices().Where(d => d.EpName == ProviderName(kind))];

    private static string? Register(DeviceKind kind, string library)
    {
        lock (s_gate)
        {
            if (!s_registrationFailures.TryGetValue(kind, out string? failure))
            {
                try
                {
                    OnnxRuntimeLibrary.Environment.RegisterExecutionProviderLibrary("deepwonder3d." + kind, library);
                }
                catch (OnnxRuntimeException e)
                {
                    failure = e.Message;
                }

                s_registrationFailures[kind] = failure;
            }

            return failure;
        }
    }

    private static string LibraryPath(DeviceKind kind) => Path.Combine(
        OnnxRuntimeLibrary.Folder,
        OnnxRuntimeLibrary.FileName("onnxruntime_providers_" + kind.ToString().ToLowerInvariant()));

    private static string ProviderName(DeviceKind kind) => kind switch
    {
        DeviceKind.Cpu => "CPUExecutionProvider",
        DeviceKind.Cuda => "CUDAExecutionProvider",
        DeviceKind.TensorRt => "TensorrtExecutionProvider",
        DeviceKind.DirectML => "DmlExecutionProvider",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Describe(OrtEpDevice device) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{device.HardwareDevice.Vendor} {device.HardwareDevice.Type} 0x{device.HardwareDevice.DeviceId:x4}");
}
