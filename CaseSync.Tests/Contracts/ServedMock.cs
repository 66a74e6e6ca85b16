using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CaseSync.Tests.Contracts;

/// <summary>A mock served over a real connection on loopback, for the tests of one class.</summary>
/// <typeparam name="TService">The marker of its assembly.</typeparam>
public sealed class ServedMock<TService> : WebApplicationFactory<TService> where TService : class
{
    public ServedMock()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Development");
}
