using System.Text;
using CaseSync.Core.Doors;
using CaseSync.Crm.RequestTracker;

namespace CaseSync.Tests.Contracts.Crm;

public sealed class Base64InJsonTests
{
    [Theory]
    [InlineData("""{"Content":"aGVsbG8="}""", "hello")]
    [InlineData("""{ "id" : 1, "Content" : "aGVs\nbG8=\n" , "x":2}""", "hello")]
    [InlineData("""{"Content":""}""", "")]
    [InlineData("""{"Headers":"\"Content\":\"bm8=\"","Content":"eWVz"}""", "yes")]
    [InlineData("""{"a":{"Content":"bm8="},"b":["Content","bm8="],"Content":"eWVz"}""", "yes")]
    [InlineData("""{"a":"Content","Content":"eWVz"}""", "yes")]
    [InlineData("""{"Content":"\/\/\/\/"}""", "\u00ff\u00ff\u00ff")]
    public async Task Value_IsDecoded_WhereverItStands(string json, string expected)
    {
        foreach (var chunk in new[] { 1, 2, 3, 7, 4096 })
        {
            var bytes = await ReadAsync(json, chunk, expected.Length);
            Assert.Equal(expected, Encoding.Latin1.GetString(bytes));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_530)]
    [InlineData(1_000_000)]
    public async Task Value_OfAnyLength_IsWhole(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var lines = Convert.ToBase64String(bytes).Chunk(76).Select(line => new string(line));
        Assert.Equal(bytes, await ReadAsync($$"""{"Content":"{{string.Join("\\n", lines)}}"}""", 10_000, length));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Value_OfAnotherLengthThanListed_IsRefusedForGood(int listed)
    {
        var e = await Assert.ThrowsAsync<RemoteCallException>(
            () => ReadAsync("""{"Content":"aGVsbG8="}""", 4096, listed));
        Assert.Equal((RemoteFailure.Rejected, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData("""{"Content":"aGVs""")]
    [InlineData("""{"Content":"aGV"}""")]
    [InlineData("""{"Content":"a*Vs"}""")]
    [InlineData("""{"Content":"\u0061"}""")]
    [InlineData("""{"Content":null}""")]
    [InlineData("""{"id":1}""")]
    [InlineData("")]
    public async Task Answer_WithoutTheWholeValue_IsAFailure(string json)
    {
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => ReadAsync(json, 4096, 40));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    private static async Task<byte[]> ReadAsync(string json, int chunk, int listed)
    {
        using var source = new InChunks(Encoding.UTF8.GetBytes(json), chunk);
        await using var value = new Base64InJson(source, "Content", listed, "attachments.content");
        using var copy = new MemoryStream();
        await value.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    private sealed class InChunks(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
