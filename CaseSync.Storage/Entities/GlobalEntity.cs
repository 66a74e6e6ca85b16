using CaseSync.Core.Mappings;

namespace CaseSync.Storage.Entities;

internal static class GlobalEntity
{
    public static StoredEntity Write(GlobalState global) => new(EntityKey.Global, global.Version, new PropertyBag
    {
        { EntityVersion.Property, EntityVersion.Current },
        { "google_last_polled_at", global.GoogleLastPolledAt },
        { "company_last_polled_at", global.CompanyLastPolledAt },
        { "googlePolledAt", global.GooglePolledAt },
        { "companyPolledAt", global.CompanyPolledAt },
        { "sweepCursor", global.SweepCursor },
        { "installedAt", global.InstalledAt },
        { "epoch", global.Epoch },
        { "epochStartedAt", global.EpochStartedAt },
        { "learnedGoogleAccount", global.LearnedGoogleAccount },
        { "outageCursor", global.OutageCursor },
    });

    public static GlobalState Read(StoredEntity entity) => new()
    {
        Version = entity.Version,
        GoogleLastPolledAt = entity.Properties.Instant("google_last_polled_at"),
        CompanyLastPolledAt = entity.Properties.Instant("company_last_polled_at"),
        GooglePolledAt = entity.Properties.Instant("googlePolledAt"),
        CompanyPolledAt = entity.Properties.Instant("companyPolledAt"),
        SweepCursor = entity.Properties.Text("sweepCursor"),
        InstalledAt = entity.Properties.RequiredInstant("installedAt"),
        Epoch = entity.Properties.RequiredNumber("epoch"),
        EpochStartedAt = entity.Properties.RequiredInstant("epochStartedAt"),
        LearnedGoogleAccount = entity.Properties.Text("learnedGoogleAccount"),
        OutageCursor = entity.Properties.Text("outageCursor"),
    };
}
