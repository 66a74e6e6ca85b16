#!/usr/bin/env bash
# Takes the documents' pictures anew: starts a stack with Aspire's dashboard, has the end-to-end test work a case in it, and
# puts what the test photographs into docs/images. Needs Chromium and what the dashboard needs (npm or aspire).
set -euo pipefail
cd "$(dirname "$0")/.."

export CASESYNC_PORT_BASE=${CASESYNC_PORT_BASE:-8300} CASESYNC_STORE=Sqlite CASESYNC_DASHBOARD=on
export CASESYNC_PICTURES=$PWD/docs/images
within=${PICTURES_WITHIN_SECONDS:-300}
mkdir -p "$CASESYNC_PICTURES"
said=$(mktemp)

dotnet build --nologo --verbosity quiet CaseSync.Tests
dotnet CaseSync.AppHost/bin/Debug/net10.0/CaseSync.AppHost.dll > "$said" 2>&1 &
host=$!
trap 'kill "$host" 2> /dev/null || true; wait "$host" || true; rm -f "$said"' EXIT

fail() { cat "$said" >&2; echo "FAILED: $*" >&2; exit 1; }
for line in 'CaseSync is up' "Aspire's dashboard is up"; do
  until grep -qF "$line" "$said"; do
    kill -0 "$host" 2> /dev/null || fail 'the stack ended'
    [ "$SECONDS" -lt "$within" ] || fail "'$line' was not said within $within s"
    sleep 1
  done
done

dotnet test --no-build --nologo CaseSync.Tests --filter 'FullyQualifiedName~EndToEnd.PagesEndToEnd|FullyQualifiedName~EndToEnd.ConsoleEndToEnd|FullyQualifiedName~EndToEnd.OutageEndToEnd'
ls -l "$CASESYNC_PICTURES"
