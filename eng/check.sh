#!/usr/bin/env bash
# Everything that must hold before a change lands: a build with analyzers, the format, all tests (the long ones too), Core's coverage.
# Installs the real parts that the tests need where it can (Debian): a browser, Prometheus' promtool, Request Tracker, Datastore's emulator
# where gcloud is. The last line counts the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=true
coverage_least=0.95
log=$(mktemp)
results=$(mktemp -d)
tools=$(mktemp -d)
trap 'rm -rf "$log" "$results" "$tools"' EXIT

if [ ! -x "${CASESYNC_CHROMIUM:-/usr/bin/chromium}" ] && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  echo 'Installing Chromium for the tests in a real browser …'
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null \
    || echo 'Chromium could not be installed: its tests are skipped.'
fi

if command -v gcloud > /dev/null && [[ $(gcloud info --format='value(installation.components)' 2> /dev/null) != *cloud-firestore-emulator* ]]; then
  echo "Installing gcloud's emulator of Datastore …"
  gcloud components install cloud-firestore-emulator --quiet > /dev/null 2>&1 || echo 'It could not be installed: its tests are skipped.'
fi
if command -v gcloud > /dev/null && ! command -v java > /dev/null && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  echo 'Installing Java for it …'
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openjdk-17-jre-headless > /dev/null || echo 'Java could not be installed: the emulator is not used.'
fi

if [ ! -e /usr/share/request-tracker5/libexec/rt-server ] && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  echo 'Installing Request Tracker, a real CRM …'
  bash scripts/request-tracker.sh install || echo 'It could not be installed: its tests are skipped.'
fi

# Taken out of its package: installing that would start a server.
if ! command -v promtool > /dev/null && command -v apt-get > /dev/null; then
  (cd "$tools" && chmod 755 . && { apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }; } \
    && dpkg-deb -x prometheus_*.deb .) > /dev/null 2>&1 \
    || echo 'promtool could not be had: the tests of the alerts are skipped.'
  PATH=$PATH:$tools/usr/bin
fi

dotnet restore --nologo -v quiet
dotnet build --no-restore --nologo -v quiet
dotnet format --no-restore --verify-no-changes

status=0
dotnet test --no-build --nologo --results-directory "$results" | tee "$log" || status=$?

# A test process that crashes half-way may still be summed up as "Passed!" over what it got to.
if grep -q 'FATAL ERROR' "$log"; then
  echo 'The test process crashed: the tests behind that point did not run.' >&2; status=1
fi

coverage=$(find "$results" -name coverage.cobertura.xml -exec grep -ho '<package name="CaseSync.Core" line-rate="[0-9.]*"' {} + | sed 's/.*line-rate="//; s/"//' | sort | tail -n 1)
if [ -z "$coverage" ]; then
  echo 'The coverage of CaseSync.Core was not measured.' >&2; status=1
elif awk "BEGIN { exit !($coverage < $coverage_least) }"; then
  echo "Lines of CaseSync.Core covered: $coverage; at least $coverage_least must be." >&2; status=1
else
  echo "Lines of CaseSync.Core covered: $coverage"
fi

# "Passed!  - Failed:     0, Passed:   675, Skipped:     1, Total:   676, …"
count() { grep -oE "$1: +[0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
echo "$(count Passed) passed, $(count Failed) failed, $(count Skipped) skipped"
exit "$status"
