using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CaseSync.ServiceDefaults;

/// <summary>An exception, an unknown path, a wrong method and an unreadable body all answer with problem details
/// (RFC 9457), in Development as in production, and never with a stack trace.</summary>
internal sealed class ProblemDetailsForEveryError(IProblemDetailsService problems)
    : IStartupFilter, IDeveloperPageExceptionFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusCodeOf });
        app.UseStatusCodePages();
        next(app);
    };

    // ASP.NET Core puts its developer page, which shows the stack, inside every filter when in Development.
    // It asks the exception filters first: this one answers in its stead.
    public async Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        var response = errorContext.HttpContext.Response;
        response.StatusCode = StatusCodeOf(errorContext.Exception);
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = errorContext.HttpContext });
    }

    // A body that is too large or breaks off is the caller's.
    private static int StatusCodeOf(Exception failure) =>
        failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
