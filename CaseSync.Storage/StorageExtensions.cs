using CaseSync.Core.Doors;
using CaseSync.Storage.Datastore;
using CaseSync.Storage.Entities;
using CaseSync.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Storage;

public static class StorageExtensions
{
    /// <summary>
    /// The <see cref="ICaseMappingStore"/> that <c>Store__Kind</c> names, and a health check <c>store</c> tagged
    /// <c>ready</c>.
    /// </summary>
    public static IServiceCollection AddCaseMappingStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.EmulatorHost = configuration["DATASTORE_EMULATOR_HOST"];
                options.IsOnCloudRun = !string.IsNullOrEmpty(configuration["K_SERVICE"]);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.AddDatastore();
        services.AddSingleton<SqliteFile>();
        services.AddSingleton<SqliteEntityStore>();
        services.AddSingleton(s => new EntityReader(
            s.GetRequiredService<ILogger<EntityReader>>(), s.GetService<IHostApplicationLifetime>()));
        services.AddSingleton<IEntityStore>(s => s.GetRequiredService<IOptions<StoreOptions>>().Value.IsSqlite
            ? s.GetRequiredService<SqliteEntityStore>()
            : s.GetRequiredService<DatastoreEntityStore>());
        services.AddSingleton<ICaseMappingStore, CaseMappingStore>();
        services.AddHealthChecks()
            .AddCheck<StoreHealthCheck>("store", tags: ["ready"], timeout: TimeSpan.FromSeconds(10));
        return services;
    }
}
