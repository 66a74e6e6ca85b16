using CaseSync.CrmMock;
using CaseSync.Tests.Contracts;

namespace CaseSync.Tests.Conformance;

/// <summary>The Generic adapter against the CRM mock.</summary>
public sealed class GenericConformanceTests(ServedMock<CrmMockService> mock)
    : CrmConformance, IClassFixture<ServedMock<CrmMockService>>
{
    protected override Task<CrmUnderTest> OpenAsync(CancellationToken cancel) =>
        Task.FromResult<CrmUnderTest>(new GenericUnderTest(mock.Address));
}
