using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    /// <summary>The host's environment variables, and over them its arguments.</summary>
    ConfigurationManager Configuration { get; }

    DistributedApplication Build();
}
