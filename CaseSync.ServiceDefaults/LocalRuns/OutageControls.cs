using Microsoft.AspNetCore.Components;

namespace CaseSync.ServiceDefaults.LocalRuns;

/// <summary>What the mocks' pages share of their buttons for outages: each draws them in its own way.</summary>
public abstract class OutageControls : ComponentBase, IDisposable
{
    // Others steer the proxy too, and lost replies become fewer.
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Whose outage it steers: <c>crm</c> or <c>google</c>.</summary>
    [Parameter, EditorRequired]
    public required string Side { get; set; }

    [Inject]
    protected OutageSwitch Switch { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    protected string Name => IsCrm ? "the CRM" : "Google";

    protected string Status { get; private set; } = "";

    protected bool IsDown { get; private set; }

    private bool IsCrm => Side == "crm";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Switch.IsThere)
        {
            return;
        }

        var gone = _gone.Token;
        using var timer = new PeriodicTimer(s_lookEvery, Clock);
        try
        {
            do
            {
                Show(await Switch.FindStateAsync(Side, gone));
            }
            while (await timer.WaitForNextTickAsync(gone));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    protected Task TakeDownAsync() => SetAsync("down");

    protected Task LoseRepliesAsync() => SetAsync("lose-replies");

    protected Task BringBackAsync() => SetAsync("bring-back");

    private async Task SetAsync(string verb) => Show(await Switch.SetAsync(Side, verb, _gone.Token));

    // Drawn only when there is news: a page that stands still is not read aloud again and again.
    private void Show(OutageState? state)
    {
        var status = state?.Describe(IsCrm ? "The CRM" : "Google") ?? "The outage proxy does not answer.";
        if (status != Status)
        {
            (Status, IsDown) = (status, state?.Down == true);
            StateHasChanged();
        }
    }
}
