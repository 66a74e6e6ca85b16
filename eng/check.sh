#!/usr/bin/env bash
# Builds with analyzers, checks the format, runs the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=true
dotnet build --nologo
dotnet format --no-restore --verify-no-changes
dotnet test --no-build --nologo
