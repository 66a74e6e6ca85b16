using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults;

public static class StartupExtensions
{
    /// <summary>Runs until asked to stop. What a person must mend (a missing or wrong setting, a held port) is said in
    /// one sentence on standard error, without a stack trace, and the exit code is 1.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, invalid.Failures));
            return 1;
        }
        catch (IOException held) when (held.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{held.Message.TrimEnd('.')}. End what holds it, or set CASESYNC_PORT_BASE or ASPNETCORE_URLS.");
            return 1;
        }
    }
}
