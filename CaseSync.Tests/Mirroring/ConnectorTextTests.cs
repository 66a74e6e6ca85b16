using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class ConnectorTextTests
{
    // They are protocol: the Guide's own strings, and what an older release wrote must be read by a newer one.
    [Fact]
    public void Texts_AreTheProtocols()
    {
        Assert.Equal("CONTENT MIRRORED FROM GOOGLE SUPPORT:", ConnectorText.MirroredFromGoogle);
        Assert.Equal("CONTENT MIRRORED FROM COMPANY:", ConnectorText.MirroredFromCompany);
        Assert.Equal("Syncing has resumed.", ConnectorText.Resumed);
        Assert.Equal("This case is now syncing with Company Case: 78", ConnectorText.PairingNotice(A.CompanyId));
        Assert.Equal("Company Case: 78", ConnectorText.CompanyCaseLine(A.CompanyId));
        Assert.Equal(
            "This case has not synced properly in 2 hours 5 minutes.", ConnectorText.NotSynced(new TimeSpan(2, 5, 59)));
        Assert.Equal(
            "[CaseSync: comment 3 not copied] It is too long.",
            ConnectorText.NotCopied(new ItemKey(Side.Google, ItemKind.Comment, "3", 2), "It is too long."));
        Assert.Equal(
            "[CaseSync: attachment 06x not copied] It is too large.",
            ConnectorText.NotCopied(new ItemKey(Side.Google, ItemKind.Attachment, "06x"), "It is too large."));
        Assert.Equal(
            "[CaseSync: case not synced] Google case projects/shop/cases/5123 already syncs with CRM case 78. "
            + "Clear this case's Google case name to give it a Google case of its own.",
            ConnectorText.Clone(A.GoogleName, "CRM case 78"));
        Assert.Equal(
            "[CaseSync: case not synced] Google case projects/shop/cases/5123 cannot be found. "
            + "Correct this case's Google case name, or clear it to give it a Google case of its own.",
            ConnectorText.Dangling(A.GoogleName));
        Assert.Equal(
            "[CaseSync: case not reopened] The Google case is closed and can be reopened only in the Google Cloud "
                + "console. "
            + "Until then, comments are still copied.",
            ConnectorText.CannotReopen);
    }

    [Theory]
    [InlineData(-60, "less than a minute")]
    [InlineData(0, "less than a minute")]
    [InlineData(59, "less than a minute")]
    [InlineData(60, "1 minute")]
    [InlineData(119, "1 minute")]
    [InlineData(120, "2 minutes")]
    [InlineData(3599, "59 minutes")]
    [InlineData(3600, "1 hour")]
    [InlineData(3660, "1 hour 1 minute")]
    [InlineData(7500, "2 hours 5 minutes")]
    [InlineData(86_399, "23 hours 59 minutes")]
    [InlineData(86_400, "1 day")]
    [InlineData(86_460, "1 day")]
    [InlineData(90_000, "1 day 1 hour")]
    [InlineData(93_660, "1 day 2 hours")]
    [InlineData(172_800 + 7500, "2 days 2 hours")]
    [InlineData(86_400 * 400, "400 days")]
    public void Words_OfADuration_AreItsTwoLargestUnits(int seconds, string words) =>
        Assert.Equal(words, ConnectorText.Words(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("Company Case: 78")]
    [InlineData("CONTENT MIRRORED FROM COMPANY:\nIt is full.\nCompany Case: 78")]
    [InlineData("It is full.\r\nCompany Case: 78\r\n")]
    [InlineData("It is full.\nCompany Case: 78  \n\n")]
    public void FindCompanyCase_OnTheLastLine_IsFound(string description) =>
        Assert.Equal(A.CompanyId, ConnectorText.FindCompanyCase(description));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("It is full.")]
    [InlineData("Company Case: 78\nIt is full.")]
    [InlineData("See Company Case: 78")]
    [InlineData("company case: 78")]
    [InlineData("Company Case: ")]
    [InlineData("Company Case: 7 8")]
    public void FindCompanyCase_AnywhereElse_IsNone(string? description) =>
        Assert.Null(ConnectorText.FindCompanyCase(description));

    [Fact]
    public void FindPairingNotice_IsExact()
    {
        Assert.Equal(A.CompanyId, ConnectorText.FindPairingNotice("This case is now syncing with Company Case: 78"));
        Assert.Equal(
            A.CompanyId, ConnectorText.FindPairingNotice("\nThis case is now syncing with Company Case: 78 \r\n"));
        Assert.Equal(
            CompanyCaseId.Parse("789"),
            ConnectorText.FindPairingNotice("This case is now syncing with Company Case: 789"));

        Assert.Null(
            ConnectorText.FindPairingNotice("This case is now syncing with Company Case: 78."[..^1] + " I think"));
        Assert.Null(ConnectorText.FindPairingNotice("Note: This case is now syncing with Company Case: 78"));
        Assert.Null(ConnectorText.FindPairingNotice("This case is now syncing with Company Case: "));
        Assert.Null(ConnectorText.FindPairingNotice(""));
    }

    [Fact]
    public void WhatWeWrite_IsReadBack()
    {
        foreach (var id in new[] { "78", "SUP-78", "a/b#c%d", "~" }.Select(CompanyCaseId.Parse))
        {
            Assert.Equal(id, ConnectorText.FindPairingNotice(ConnectorText.PairingNotice(id)));
            Assert.Equal(id, ConnectorText.FindCompanyCase($"text\n{ConnectorText.CompanyCaseLine(id)}"));
        }
    }
}
