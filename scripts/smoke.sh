#!/usr/bin/env bash
# Walks one case through a running local stack, over HTTP only, and prints what it sees:
#   CRM -> Google: a case with a comment and a file; Google -> CRM: an answer and a higher priority; CRM -> Google: closing.
# Needs bash and curl. CASESYNC_PORT_BASE as for the stack (5100).
set -euo pipefail

base=${CASESYNC_PORT_BASE:-5100}
crm=http://127.0.0.1:$((base + 1))
google=http://127.0.0.1:$((base + 2))
within=${SMOKE_WITHIN_SECONDS:-60}
started=$SECONDS
stamp=$(date +%H:%M:%S)

trouble=$(mktemp)
trap 'rm -f "$trouble"' EXIT

say() { printf '%3d s  %s\n' $((SECONDS - started)) "$*"; }
fail() {
  printf 'FAILED after %d s: %s\n' $((SECONDS - started)) "$*" >&2
  [ ! -s "$trouble" ] || { echo 'The last call that failed said:'; cat "$trouble"; } >&2
  exit 1
}

# call USER METHOD URL [curl arguments]: the answer's body; what a failed call said is kept for `fail`.
call() {
  local user=$1 method=$2 url=$3 answer; shift 3
  if answer=$(curl --silent --show-error --fail-with-body --max-time 20 -X "$method" -H "Authorization: Bearer $user" "$@" "$url" 2>&1); then
    printf '%s' "$answer"
  else
    printf '%s %s: %s\n' "$method" "$url" "$answer" > "$trouble"
    return 1
  fi
}
json() { call "$1" "$2" "$3" -H 'Content-Type: application/json' --data "$4"; }

# text FIELD: the first value of that string field in the JSON on standard input; both mocks write it compactly.
text() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | sed "s/^\"$1\":\"//; s/\"\$//"; }

# wait_for WHAT COMMAND...: repeats the command until it succeeds, until the time is up.
wait_for() {
  local what=$1; shift
  until "$@"; do
    [ $((SECONDS - started)) -lt "$within" ] || fail "$what did not arrive within $within s"
    sleep 1
  done
  say "$what"
}

# The attachments list of Customer Care may give an empty page with a token: all pages are read.
google_attachments() {
  local page token=''
  for _ in 1 2 3 4 5; do
    page=$(call ann@example.com GET "$google/v2/$name/attachments?pageSize=100&pageToken=$token")
    printf '%s' "$page"
    token=$(printf '%s' "$page" | text nextPageToken)
    [ -n "$token" ] || return 0
  done
}

crm_case() { call ann GET "$crm/api/cases/$id"; }
is_linked() { name=$(crm_case | text googleCaseName); [ -n "$name" ]; }
google_has() { call ann@example.com GET "$google/v2/$name$1" | grep -qF "$2"; }
google_has_file() { google_attachments | grep -qF '"filename":"boot.log"'; }
crm_has() { call ann GET "$crm/api/cases/$id$1" | grep -qF "$2"; }

say "CRM: Ann opens a case, with a comment and a file"
id=$(json ann POST "$crm/api/cases" "{\"summary\":\"VM does not start ($stamp)\",\"description\":\"It stops at boot.\",\"priority\":3,\"synchronizeWithGoogleCloudSupport\":true}" | text id) || true
[ -n "$id" ] || fail "the CRM made no case; is the stack up? (dotnet run --project CaseSync.AppHost)"
json ann POST "$crm/api/cases/$id/comments" '{"body":"Since this morning, in europe-west1."}' > /dev/null
json ann POST "$crm/api/cases/$id/comments" '{"body":"Customer is angry: between us.","visibility":"Internal"}' > /dev/null
printf 'kernel panic at 09:14\n' | call ann POST "$crm/api/cases/$id/attachments?filename=boot.log" -H 'Content-Type: text/plain' --data-binary @- > /dev/null
say "CRM: case $id"

name=''
wait_for "Customer Care: its counterpart exists" is_linked
say "Customer Care: $name, \"$(call ann@example.com GET "$google/v2/$name" | text displayName)\""
wait_for "Customer Care: says with which CRM case it syncs" google_has /comments "This case is now syncing with Company Case: $id"
wait_for "Customer Care: has the comment" google_has /comments "by Ann] Since this morning, in europe-west1."
wait_for "Customer Care: has the file" google_has_file
if google_has /comments "between us"; then fail "the CRM's internal comment is in Customer Care"; fi
say "Customer Care: does not have the CRM's internal comment"

say "Customer Care: Bob answers, and raises the priority to P1"
json bob@example.com POST "$google/v2/$name/comments" '{"body":"We see it too and are on it."}' > /dev/null
json bob@example.com PATCH "$google/v2/$name?updateMask=priority" '{"priority":"P1"}' > /dev/null
wait_for "CRM: has the answer" crm_has /comments "by Bob] We see it too and are on it."
wait_for "CRM: has the priority" crm_has "" '"priority":1'

say "CRM: Ann closes the case"
call ann POST "$crm/api/cases/$id:close" > /dev/null
wait_for "Customer Care: is closed" google_has "" '"state":"CLOSED"'

copies=$(call ann@example.com GET "$google/v2/$name/comments?pageSize=100" | grep -o 'Since this morning' | wc -l)
# Each comment shows its text twice: as body and as plainTextBody.
[ "$copies" -le 2 ] || fail "the comment is there $copies times"
say "Everything arrived, once."
