#!/usr/bin/env bash
# Runs the conformance kit on every CRM that is to be had here, and prints its report: for each, how many checks of each
# part passed. --update also writes it into docs/adding-a-crm.md. The exit code is 1 where a check failed or was skipped.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
log=$(mktemp); report=$(mktemp)
trap 'rm -f "$log" "$report"' EXIT

status=0
dotnet test "$here/CaseSync.Tests" --nologo --filter 'FullyQualifiedName~ConformanceTests' \
  --logger 'console;verbosity=normal' > "$log" 2>&1 || status=$?
grep -qE '^ +(Passed|Failed|Skipped) ' "$log" || { tail -n 30 "$log" >&2; exit 1; }

# "  Passed CaseSync.Tests.Conformance.GenericConformanceTests.Case_Made_IsReadAsItWasMade [12 ms]": the part is the first
# word of the check.
awk '
  match($0, /^ +(Passed|Failed|Skipped) CaseSync\.Tests\.Conformance\.[A-Za-z]+ConformanceTests\.[A-Za-z]+/) {
    split(substr($0, RSTART, RLENGTH), words, " ")
    n = split(words[2], names, ".")
    crm = names[n - 1]; sub(/ConformanceTests$/, "", crm)
    part = names[n]; sub(/s$/, "", part)
    if (part ~ /^(Write|Read|NotFound|TooManyRequest|Answer|SearchPage|Failure)$/) part = "Failure"
    crms[crm] = 1; parts[part] = 1; all[crm, part]++; all[crm, "All"]++
    if (words[1] == "Passed") { passed[crm, part]++; passed[crm, "All"]++ }
  }
  END {
    count = split("Case Priority GoogleCaseName Flag Close Reopen Search Comment File Failure All", order, " ")
    head = "| CRM |"; line = "|---|"
    for (i = 1; i <= count; i++) if (order[i] == "All" || order[i] in parts) { head = head " " order[i] " |"; line = line "---|" }
    print head; print line
    for (crm in crms) {
      row = "| " crm " |"
      for (i = 1; i <= count; i++) if (order[i] == "All" || order[i] in parts)
        row = row " " passed[crm, order[i]] + 0 "/" all[crm, order[i]] + 0 " |"
      print row | "sort"
    }
  }' "$log" > "$report"
cat "$report"
grep -E '^ +(Failed|Skipped) ' "$log" || true
! grep -qE '^ +Skipped ' "$log" || status=1

if [ "${1:-}" = --update ]; then
  page=$here/docs/adding-a-crm.md
  { sed '/<!-- conformance -->/q' "$page"; cat "$report"; sed -n '/<!-- \/conformance -->/,$p' "$page"; } > "$log"
  cat "$log" > "$page"
fi
exit "$status"
