namespace CaseSync.Tests.GoogleMock;

public sealed class TaskCreateTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private const string Queue = "/v2/projects/p/locations/l/queues/casesync";
    private const string Named = "projects/p/locations/l/queues/casesync/tasks/";
    private const string Later = "\"scheduleTime\":\"2026-03-01T13:00:00Z\"";

    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task Create_NamedTask_AnswersBasicView()
    {
        var answer = await CreateAsync(_google, $"\"name\":\"{Named}A-b_9\",{Later},\"dispatchDeadline\":\"20.5s\"", """
            {"url":"http://127.0.0.1:1/x",
            "headers":{"Content-Type":"application/json","Host":"evil","X-CloudTasks-TaskName":"forged"},
            "body":"e30=","oidcToken":{"serviceAccountEmail":"s@x.test","audience":"a"}}
            """);

        Assert.Equal(
            """
            {"name":"projects/p/locations/l/queues/casesync/tasks/A-b_9","httpRequest":{"url":"http://127.0.0.1:1/x",
            "httpMethod":"POST","headers":{"Content-Type":"application/json"},
            "oidcToken":{"serviceAccountEmail":"s@x.test","audience":"a"}},
            "scheduleTime":"2026-03-01T13:00:00.000000Z","createTime":"2026-03-01T12:00:00Z",
            "dispatchDeadline":"20.5s","view":"BASIC"}
            """.ReplaceLineEndings(""),
            answer.Body.GetRawText());
        var full = await _google.SendAsync("GET", $"/v2/{Named}A-b_9?responseView=FULL");
        Assert.Equal("e30=", full.Body.GetProperty("httpRequest").GetProperty("body").GetString());
        Assert.Equal("FULL", full.Text("view"));
    }

    [Fact]
    public async Task Create_OauthToken_IsKept()
    {
        const string Token = """{"serviceAccountEmail":"s@x.test","scope":"https://www.googleapis.com/auth/x"}""";
        var answer = await CreateAsync(_google, Later, $$"""{"url":"http://x.test/","oauthToken":{{Token}}}""");
        answer.ShouldSucceed();
        Assert.Equal(Token, answer.Body.GetProperty("httpRequest").GetProperty("oauthToken").GetRawText());
    }

    [Fact]
    public async Task Create_AppEngineTask_IsRefusedForWhatItIs()
    {
        var answer = await shared.Google.SendAsync(
            "POST", $"{Queue}/tasks", """{"task":{"appEngineHttpRequest":{"relativeUri":"/x"}}}""");
        answer.ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Contains("HTTP targets only", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Unnamed_GetsADifferentNameEachTime()
    {
        var (a, b) = (await CreateAsync(_google, Later), await CreateAsync(_google, Later));
        Assert.NotEqual(a.Text("name"), b.Text("name"));
        Assert.Equal("600s", a.Text("dispatchDeadline"));
    }

    [Theory]
    [InlineData("\"dispatchDeadline\":\"15s\"")]
    [InlineData("\"dispatchDeadline\":\"1800s\"")]
    [InlineData("\"scheduleTime\":\"2026-03-31T12:00:00Z\"")]
    [InlineData("\"name\":\"projects/p/locations/l/queues/casesync/tasks/0\"")]
    public async Task Create_AtTheLimit_IsTaken(string field) =>
        Assert.Equal(200, (await CreateAsync(_google, field)).Status);

    [Theory]
    [InlineData("\"dispatchDeadline\":\"14.999s\"")]
    [InlineData("\"dispatchDeadline\":\"1801s\"")]
    [InlineData("\"dispatchDeadline\":\"10m\"")]
    [InlineData("\"dispatchDeadline\":60")]
    [InlineData("\"scheduleTime\":\"2026-03-31T12:00:01Z\"")]
    [InlineData("\"scheduleTime\":\"tomorrow\"")]
    [InlineData("\"scheduleTime\":\"2026-03-01T13:00:00\"")]
    [InlineData("\"name\":\"abc\"")]
    [InlineData("\"name\":\"projects/other/locations/l/queues/casesync/tasks/a\"")]
    [InlineData("\"name\":\"projects/p/locations/l/queues/casesync/tasks/\"")]
    [InlineData("\"name\":\"projects/p/locations/l/queues/casesync/tasks/a.b\"")]
    [InlineData("\"name\":\"projects/p/locations/l/queues/casesync/tasks/a/b\"")]
    [InlineData("\"createTime\":\"2026-03-01T12:00:00Z\"")]
    [InlineData("\"dispatchCount\":1")]
    [InlineData("\"view\":\"FULL\"")]
    [InlineData("\"retryConfig\":{}")]
    [InlineData("\"priority\":1")]
    public async Task Create_BadTaskField_IsRefused(string field)
    {
        (await CreateAsync(shared.Google, field)).ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Equal("{}", (await shared.Google.SendAsync("GET", $"{Queue}/tasks")).Body.GetRawText());
    }

    [Theory]
    [InlineData("""{"url":"ftp://x.test/"}""")]
    [InlineData("""{"url":"/relative"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"url":"http://x.test/","httpMethod":"BREW"}""")]
    [InlineData("""{"url":"http://x.test/","httpMethod":"GET","body":"e30="}""")]
    [InlineData("""{"url":"http://x.test/","body":"not base64!"}""")]
    [InlineData("""{"url":"http://x.test/","headers":{"a b":"c"}}""")]
    [InlineData("""{"url":"http://x.test/","headers":{"a":"c\r\nd: e"}}""")]
    [InlineData("""{"url":"http://x.test/","headers":["a"]}""")]
    [InlineData("""{"url":"http://x.test/","oidcToken":{"audience":"a"}}""")]
    [InlineData("""{"url":"http://x.test/","oauthToken":{"scope":"a"}}""")]
    [InlineData("""{"url":"http://x.test/","oauthToken":{"serviceAccountEmail":"s@x.test","audience":"a"}}""")]
    [InlineData("""
        {"url":"http://x.test/","oidcToken":{"serviceAccountEmail":"s@x.test"},
        "oauthToken":{"serviceAccountEmail":"s@x.test"}}
        """)]
    [InlineData("""{"url":"http://x.test/","timeout":"5s"}""")]
    public async Task Create_BadHttpRequest_IsRefused(string request) =>
        (await CreateAsync(shared.Google, Later, request)).ShouldFail(400, "INVALID_ARGUMENT");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"task":{}}""")]
    [InlineData("""{"httpRequest":{"url":"http://x.test/"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"http://x.test/"}},"responseView":"ALL"}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"http://x.test/"}},"dedup":true}""")]
    [InlineData("nonsense")]
    public async Task Create_BadRequest_IsRefused(string body) =>
        (await shared.Google.SendAsync("POST", $"{Queue}/tasks", body)).ShouldFail(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Create_OneMebibyteInAll_IsTheLimit()
    {
        const string Url = "http://x.test/";
        const int Max = 1024 * 1024;
        foreach (var (size, status) in ((int, int)[])[(Max - Url.Length, 200), (Max - Url.Length + 1, 400)])
        {
            var body = Convert.ToBase64String(new byte[size]);
            var answer = await CreateAsync(_google, Later, $$"""{"url":"{{Url}}","body":"{{body}}"}""");
            Assert.Equal(status, answer.Status);
        }
    }

    [Fact]
    public async Task Create_UrlOver2083Characters_IsRefused()
    {
        var url = "http://x.test/" + new string('a', 2083);
        (await CreateAsync(_google, Later, $$"""{"url":"{{url[..2083]}}"}""")).ShouldSucceed();
        (await CreateAsync(_google, Later, $$"""{"url":"{{url[..2084]}}"}""")).ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Create_SameNameTwice_AlreadyExists()
    {
        (await CreateAsync(_google, $"\"name\":\"{Named}a\",{Later}")).ShouldSucceed();
        (await CreateAsync(_google, $"\"name\":\"{Named}a\"")).ShouldFail(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Delete_Task_LeavesATombstone()
    {
        await CreateAsync(_google, $"\"name\":\"{Named}a\",{Later}");
        Assert.Equal("{}", (await _google.SendAsync("DELETE", $"/v2/{Named}a")).Body.GetRawText());
        (await _google.SendAsync("GET", $"/v2/{Named}a")).ShouldFail(404, "NOT_FOUND");
        (await _google.SendAsync("DELETE", $"/v2/{Named}a")).ShouldFail(404, "NOT_FOUND");
        (await CreateAsync(_google, $"\"name\":\"{Named}a\"")).ShouldFail(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task List_Pages_GiveEachTaskOnce()
    {
        foreach (var id in (string[])["c", "a", "b"])
        {
            await CreateAsync(_google, $"\"name\":\"{Named}{id}\",{Later}");
        }
        var (items, pages) = await _google.AllPagesAsync($"{Queue}/tasks?pageSize=2", "tasks");
        Assert.Equal(["c", "a", "b"], items.Select(one => one.GetProperty("name").GetString()!.Split('/')[^1]));
        Assert.Equal(2, pages);
    }

    [Theory]
    [InlineData("?pageSize=1001")]
    [InlineData("?pageSize=-1")]
    [InlineData("?responseView=ALL")]
    [InlineData("?filter=x")]
    [InlineData("?pageToken=x")]
    public async Task List_BadParameter_IsRefused(string query) =>
        (await shared.Google.SendAsync("GET", $"{Queue}/tasks{query}")).ShouldFail(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Queue_OfTheScheduleFile_StandsUnderEveryLocation()
    {
        foreach (var location in (string[])["projects/p/locations/l", "projects/q/locations/europe-west1"])
        {
            var queue = await shared.Google.SendAsync("GET", $"/v2/{location}/queues/casesync");
            Assert.Equal($"{location}/queues/casesync", queue.Text("name"));
            Assert.Equal("RUNNING", queue.Text("state"));
            Assert.Equal(
                """{"maxAttempts":-1,"maxRetryDuration":"0s","minBackoff":"1s","maxBackoff":"600s","maxDoublings":9}""",
                queue.Body.GetProperty("retryConfig").GetRawText());
            Assert.Equal(16, queue.Body.GetProperty("rateLimits").GetProperty("maxConcurrentDispatches").GetInt32());
            var listed = Assert.Single((await shared.Google.SendAsync("GET", $"/v2/{location}/queues")).List("queues"));
            Assert.Equal($"{location}/queues/casesync", listed.GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Queue_NotInTheScheduleFile_IsNotFound()
    {
        (await shared.Google.SendAsync("GET", "/v2/projects/p/locations/l/queues/other")).ShouldFail(404, "NOT_FOUND");
        (await shared.Google.SendAsync("POST", "/v2/projects/p/locations/l/queues/other/tasks", "{}"))
            .ShouldFail(404, "NOT_FOUND");
        (await shared.Google.SendAsync("POST", $"{Queue}:pause", "{}")).ShouldFail(404, "NOT_FOUND");
    }

    private static Task<Answer> CreateAsync(
        MockGoogle google, string fields, string request = """{"url":"http://x.test/"}""") =>
        google.SendAsync("POST", $"{Queue}/tasks", "{\"task\":{" + fields + ",\"httpRequest\":" + request + "}}");
}
