using System.Text;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// Finds where the text value of one property of the outermost object begins, byte by byte: a JSON reader would want
/// the whole value in memory.
/// </summary>
internal sealed class JsonPropertyScan(string property)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(property);
    private int _depth;
    private int _matched; // Of the name, of the string that is being read; -1: it is another.
    private bool _isInString;
    private bool _isEscaped;
    private bool _isNamed; // The last string was the name.
    private bool _isValueNext; // A colon followed it.

    /// <summary>The next byte is the first of the value.</summary>
    public bool IsInValue { get; private set; }

    public void Take(byte next)
    {
        if (_isInString)
        {
            TakeOfString(next);
            return;
        }

        switch (next)
        {
            case (byte)'"' when _isValueNext:
                IsInValue = true;
                break;
            case (byte)'"':
                (_isInString, _matched) = (true, _depth == 1 ? 0 : -1);
                break;
            case (byte)':':
                _isValueNext = _isNamed;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                _isValueNext = _isNamed = false;
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                break;
            case (byte)',':
                _isValueNext = _isNamed = false;
                break;
        }
    }

    private void TakeOfString(byte next)
    {
        if (_isEscaped)
        {
            (_isEscaped, _matched) = (false, -1);
        }
        else if (next == '\\')
        {
            _isEscaped = true;
        }
        else if (next == '"')
        {
            (_isInString, _isNamed) = (false, _matched == _name.Length);
        }
        else
        {
            _matched = _matched >= 0 && _matched < _name.Length && _name[_matched] == next ? _matched + 1 : -1;
        }
    }
}
