using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults;

public static class ServiceRun
{
    private const string ConfigurationBinder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>Builds a service and runs it until it is asked to stop. What a person must mend (a missing or wrong
    /// setting, a held port) is one sentence on standard error, not a stack trace; the exit code is 1.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            var app = build();
            // Before the host does it, which would log the stack first.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            return await RefuseAsync(invalid.Failures);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return await RefuseAsync(
                several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures));
        }
        catch (InvalidOperationException unreadable) when (unreadable.Source == ConfigurationBinder)
        {
            return await RefuseAsync([UnreadableSetting.Describe(unreadable.Message)]);
        }
        catch (FormatException unreadable)
        {
            return await RefuseAsync([unreadable.Message]);
        }
        catch (IOException held) when (held.InnerException is AddressInUseException)
        {
            return await RefuseAsync(
                [$"{held.Message.TrimEnd('.')}. End what holds it, or set CASESYNC_PORT_BASE or ASPNETCORE_URLS."]);
        }
    }

    private static async Task<int> RefuseAsync(IEnumerable<string> sentences)
    {
        await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, sentences.Distinct()));
        return 1;
    }
}
