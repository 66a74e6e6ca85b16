using CaseSync.Core.Doors;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CaseSync.Poller.Console;

/// <summary>
/// Reads again every few seconds what it shows, since other processes change it; but not while nobody sees it, the
/// browser's tab being hidden. While the store does not answer, it goes on showing what it read last, and says so.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    protected LivePage() => Gone = _gone.Token;

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>How often it reads, while it is seen.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromSeconds(3);

    /// <summary>Null while the store answers.</summary>
    protected string? Trouble { get; private set; }

    /// <summary>When what is shown was read.</summary>
    protected DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The reader has left the page.</summary>
    protected CancellationToken Gone { get; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task ReadAsync(CancellationToken cancel);

    protected override Task OnParametersSetAsync() => RefreshAsync();

    // Not while the page is made for the first answer: nobody would stop it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Gone))
            {
                if (await IsSeenAsync())
                {
                    await RefreshAsync();
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The reader has left the page.
        }
    }

    private async Task<bool> IsSeenAsync()
    {
        try
        {
            return !await Browser.InvokeAsync<bool>("caseSync.isHidden", Gone);
        }
        catch (JSException)
        {
            return true; // The script is not loaded yet.
        }
        catch (OperationCanceledException) when (!Gone.IsCancellationRequested)
        {
            return false; // The connection is lost: nobody answered in time.
        }
        catch (JSDisconnectedException)
        {
            return false;
        }
    }

    protected async Task RefreshAsync()
    {
        try
        {
            await ReadAsync(Gone);
            (Trouble, ReadAt) = (null, Clock.GetUtcNow());
        }
        catch (RemoteCallException error)
        {
            Trouble = error.Failure == RemoteFailure.Rejected
                ? "This address names a place in a list that is not there any more; begin again at the list's start."
                : $"The store does not answer: {error.Message}";
        }
    }
}
