using System.Globalization;
using CaseSync.Core.Outages;

namespace CaseSync.Storage.Entities;

internal static class LagEntity
{
    public static EntityKey KeyOf(int slot) => new(EntityKey.Lag, slot.ToString(CultureInfo.InvariantCulture));

    public static StoredEntity Write(LagSample sample) => new(KeyOf(sample.Slot), 0, new PropertyBag
    {
        { EntityVersion.Property, EntityVersion.Current },
        { "at", sample.At },
        { "googleLagSeconds", (long)sample.GoogleLag.TotalSeconds },
        { "companyLagSeconds", (long)sample.CompanyLag.TotalSeconds },
        { "late", sample.Late },
    });

    public static LagSample Read(StoredEntity entity) => new(
        entity.Properties.RequiredInstant("at"),
        TimeSpan.FromSeconds(entity.Properties.RequiredNumber("googleLagSeconds")),
        TimeSpan.FromSeconds(entity.Properties.RequiredNumber("companyLagSeconds")),
        (int)entity.Properties.RequiredNumber("late"));
}
