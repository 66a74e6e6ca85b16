using System.Buffers.Text;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// The bytes that one property of a JSON object holds in base64, decoded as they arrive: a file of any size is never in
/// memory. An answer that ends within it, or has no such property, is a failure and not a short file.
/// </summary>
/// <param name="source">The JSON; disposed with this.</param>
/// <param name="property">Of the outermost object; what other values hold is not taken for it.</param>
/// <param name="length">In bytes, as it was listed; a value of another is refused at its end.</param>
internal sealed class Base64InJson(Stream source, string property, long length, string operation)
    : ForwardOnlyStream
{
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _json = new byte[BufferBytes];
    private readonly byte[] _letters = new byte[BufferBytes];
    private readonly byte[] _bytes = new byte[BufferBytes];
    private readonly JsonPropertyScan _scan = new(property);
    private int _lettersCount;
    private long _decoded;
    private Memory<byte> _ready;
    private bool _isEscaped;
    private bool _isAtEnd;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_isAtEnd)
        {
            await FillAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancel)
    {
        // Room for what is left of the last group of four.
        var read = await source.ReadAsync(_json.AsMemory(0, BufferBytes - 4), cancel);
        if (read == 0)
        {
            throw Broken("ends before the file does");
        }

        foreach (var next in _json.AsSpan(0, read))
        {
            if (!_scan.IsInValue)
            {
                _scan.Take(next);
            }
            else if (Take(next))
            {
                _isAtEnd = true;
                break;
            }
        }

        Decode();
    }

    // True at the value's end. Of escapes, base64 needs none but line breaks and the slash.
    private bool Take(byte next)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            if (next is not ((byte)'/' or (byte)'n' or (byte)'r' or (byte)'t'))
            {
                throw Broken("holds no base64");
            }

            if (next == '/')
            {
                _letters[_lettersCount++] = next;
            }
        }
        else if (next == '\\')
        {
            _isEscaped = true;
        }
        else if (next == '"')
        {
            return true;
        }
        else
        {
            _letters[_lettersCount++] = next;
        }

        return false;
    }

    private void Decode()
    {
        var whole = _isAtEnd ? _lettersCount : _lettersCount & ~3;
        if (Base64.DecodeFromUtf8(_letters.AsSpan(0, whole), _bytes, out _, out var written)
            != System.Buffers.OperationStatus.Done)
        {
            throw Broken("holds no base64");
        }

        _letters.AsSpan(whole, _lettersCount - whole).CopyTo(_letters);
        _lettersCount -= whole;
        _ready = _bytes.AsMemory(0, written);
        _decoded += written;
        if (_decoded > length || (_isAtEnd && _decoded < length))
        {
            throw new RemoteCallException(
                "company", operation, RemoteFailure.Rejected,
                $"company {operation}: the file is not as long as it is listed, which is {length} bytes")
            {
                Status = 422, // For want of one: it will never be as long as it is listed.
            };
        }
    }

    private RemoteCallException Broken(string how) => new(
        "company", operation, RemoteFailure.Unavailable, $"company {operation} gave an answer that {how}");
}
