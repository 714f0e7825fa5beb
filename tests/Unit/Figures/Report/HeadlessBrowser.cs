using System.Diagnostics;

namespace DeepWonder3D.Tests.Figures.Report;

/// <summary>Chromium without a window and without a network.</summary>
internal static class HeadlessBrowser
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    /// <summary>Skips the calling test where no browser is installed.</summary>
    public static void Demand() => Assert.SkipWhen(Find() is null, "Chromium is not installed.");

    /// <summary>Opens a page and tells what has become of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fragment">What the address ends in, such as <c>neuron=5</c>.</param>
    /// <param name="arguments">More for the browser.</param>
    /// <returns>The document as markup, after its scripts ran.</returns>
    public static async Task<string> Open(string path, string fragment, params string[] arguments)
    {
        using TemporaryFolder profile = new();
        ProcessStartInfo start = new(Find()!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] usual =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            $"--user-data-dir={profile.Root}", "--virtual-time-budget=20000", "--window-size=1440,2000", "--hide-scrollbars",
        ];
        foreach (string argument in usual.Concat(arguments.Length > 0 ? arguments : ["--dump-dom"]))
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(new Uri(path).AbsoluteUri + "#" + fragment);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_limit);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            string document = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await errors;
            await process.WaitForExitAsync(timeout.Token);
            return document;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? Find() => s_places.FirstOrDefault(File.Exists);
}
