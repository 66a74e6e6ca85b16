using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>Finds the native <c>aspire</c>, or has npm install it once for this user.</summary>
internal static class DashboardInstall
{
    private static readonly TimeSpan s_askForLockEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_installWithin = TimeSpan.FromMinutes(10);

    private static string Package => Path.Combine(AppContext.BaseDirectory, "Dashboard", "package.json");

    public static bool CanBeHad =>
        OnPath("aspire") is not null || OnPath("npm") is not null || File.Exists(Binary(Folder()));

    public static async Task<string> EnsureAsync(TimeProvider clock, CancellationToken stop)
    {
        if (OnPath("aspire") is { } present)
        {
            return present;
        }

        var folder = Folder();
        Directory.CreateDirectory(folder);
        using var onlyOne = await LockAsync(Path.Combine(folder, "install.lock"), clock, stop);
        var binary = Binary(folder);
        var lastWords = File.Exists(binary) ? "" : await InstallAsync(folder, clock, stop);

        // npm says all is well, too, when it could not reach its registry: only the binary itself counts.
        return File.Exists(binary) ? binary : throw new CannotRunException($"npm did not install it. {lastWords}");
    }

    private static async Task<string> InstallAsync(string folder, TimeProvider clock, CancellationToken stop)
    {
        File.Copy(Package, Path.Combine(folder, "package.json"), overwrite: true);
        using var limit = new CancellationTokenSource(s_installWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        string[] arguments = ["install", "--no-audit", "--no-fund", "--no-save", "--fetch-retries=0"];
        var lastWords = "";
        await using var npm = ProcessGroup.Start(
            OnPath("npm")!, arguments, folder, new Dictionary<string, string>(), line => lastWords = line);
        try
        {
            await npm.WaitForExitAsync(either.Token);
            return lastWords;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new CannotRunException($"npm took longer than {s_installWithin.TotalMinutes:0} minutes.");
        }
    }

    // The lock goes with the process that holds it, however that ends.
    private static async Task<FileStream> LockAsync(string path, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(s_askForLockEvery, clock, stop); // Another run installs it.
            }
        }
    }

    /// <summary>One folder for each content of package.json: a new version is a new folder.</summary>
    private static string Folder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var version = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Package)))[..12];
        return Path.Combine(cache, "casesync", $"dashboard-{version}");
    }

    private static string Binary(string folder)
    {
        var system = OperatingSystem.IsMacOS() ? "osx" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Path.Combine(folder, "node_modules", "@microsoft", $"aspire-cli-{system}-{processor}", "bin", "aspire");
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
