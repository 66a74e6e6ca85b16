using System.Globalization;

namespace CaseSync.CrmMock.Cases;

/// <summary>A case and what was added to it, oldest first. Only the store touches it, under its lock.</summary>
internal sealed class CaseFolder(long number, CrmCase first)
{
    public CrmCase Case { get; set; } = first;

    public List<CaseItem> Items { get; } = [];

    public CasePosition Position => new(Case.UpdateTime, number);
}

/// <summary>Where a case stands in the list: by update time, and by number where that is the same.</summary>
internal readonly record struct CasePosition(DateTimeOffset UpdateTime, long Number) : IComparable<CasePosition>
{
    public static readonly CasePosition Last = new(DateTimeOffset.MaxValue, long.MaxValue);

    public int CompareTo(CasePosition other) =>
        (UpdateTime, Number).CompareTo((other.UpdateTime, other.Number));

    public static CasePosition Parse(string text)
    {
        var parts = text.Split('.');
        return new(
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)),
            long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{UpdateTime.ToUnixTimeMilliseconds()}.{Number}");
}
