#!/usr/bin/env bash
# Walks one case through a local stack, over HTTP only, and prints what it sees:
#   CRM -> Google: a case with a comment and a file; Google -> CRM: an answer and a higher priority; CRM -> Google: closing.
#
#   scripts/smoke.sh            through the stack that runs (dotnet run --project CaseSync.AppHost), whose CRM is the mock
#   scripts/smoke.sh --crm rt   through a stack of its own, whose CRM is a real Request Tracker; starts both, and ends them
#
# Needs bash and curl; the second also dotnet and what scripts/request-tracker.sh installs. CASESYNC_PORT_BASE as for the
# stack (5100).
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
base=${CASESYNC_PORT_BASE:-5100}
google=http://127.0.0.1:$((base + 2))
within=${SMOKE_WITHIN_SECONDS:-60}
stamp=$(date +%H:%M:%S)

kind=generic
if [ $# -gt 0 ]; then
  [ "$1" = --crm ] && [ $# = 2 ] && [ -f "$here/scripts/smoke/$2.sh" ] \
    || { echo "smoke.sh takes nothing, or --crm and one of: $(cd "$here/scripts/smoke" && ls ./*.sh | sed 's|^./||; s|.sh$||' | tr '\n' ' ')" >&2; exit 2; }
  kind=$2
fi

trouble=$(mktemp)
end() { rm -f "$trouble"; }
trap end EXIT
started=$SECONDS

say() { printf '%3d s  %s\n' $((SECONDS - started)) "$*"; }
fail() {
  printf 'FAILED after %d s: %s\n' $((SECONDS - started)) "$*" >&2
  [ ! -s "$trouble" ] || { echo 'The last call that failed said:'; cat "$trouble"; } >&2
  exit 1
}

# call USER METHOD URL [curl arguments]: the answer's body; what a failed call said is kept for `fail`. A user with a space
# is a scheme and a token.
call() {
  local user=$1 method=$2 url=$3 answer; shift 3
  [[ $user = *' '* ]] || user="Bearer $user"
  if answer=$(curl --silent --show-error --fail-with-body --max-time 20 -X "$method" -H "Authorization: $user" "$@" "$url" 2>&1); then
    printf '%s' "$answer"
  else
    printf '%s %s: %s\n' "$method" "$url" "$answer" > "$trouble"
    return 1
  fi
}
json() { call "$1" "$2" "$3" -H 'Content-Type: application/json' --data "$4"; }

# text FIELD: the first value of that string field in the JSON on standard input.
text() { grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | sed "s/^\"$1\" *: *\"//; s/\"\$//"; }

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

is_linked() { name=$(crm_google_name); [ -n "$name" ]; }
google_has() { call ann@example.com GET "$google/v2/$name$1" | grep -qF "$2"; }
google_has_file() { google_attachments | grep -qF '"filename":"boot.log"'; }

# What a person does in the CRM, and sees there: crm_open, crm_comment, crm_attach, crm_close, crm_google_name,
# crm_has_comment, crm_has_priority.
. "$here/scripts/smoke/$kind.sh"

say "CRM: Ann opens a case, with a comment and a file"
id=$(crm_open "VM does not start ($stamp)" "It stops at boot.") || true
[ -n "$id" ] || fail "the CRM made no case; is the stack up? (dotnet run --project CaseSync.AppHost)"
crm_comment public "Since this morning, in europe-west1."
crm_comment internal "Customer is angry: between us."
printf 'kernel panic at 09:14\n' | crm_attach boot.log
say "CRM: case $id"

name=''
wait_for "Customer Care: its counterpart exists" is_linked
say "Customer Care: $name, \"$(call ann@example.com GET "$google/v2/$name" | text displayName)\""
wait_for "Customer Care: says with which CRM case it syncs" google_has /comments "This case is now syncing with Company Case: $id"
wait_for "Customer Care: has the comment" google_has /comments "by Ann] Since this morning, in europe-west1."
wait_for "Customer Care: has the file" google_has_file
google_comments=$(call ann@example.com GET "$google/v2/$name/comments?pageSize=100")
if grep -qF "between us" <<< "$google_comments"; then fail "the CRM's internal comment is in Customer Care"; fi
say "Customer Care: does not have the CRM's internal comment"

say "Customer Care: Bob answers, and raises the priority to P1"
json bob@example.com POST "$google/v2/$name/comments" '{"body":"We see it too and are on it."}' > /dev/null
json bob@example.com PATCH "$google/v2/$name?updateMask=priority" '{"priority":"P1"}' > /dev/null
wait_for "CRM: has the answer" crm_has_comment "by Bob] We see it too and are on it."
wait_for "CRM: has the priority" crm_has_priority 1

say "CRM: Ann closes the case"
crm_close
wait_for "Customer Care: is closed" google_has "" '"state":"CLOSED"'

copies=$(call ann@example.com GET "$google/v2/$name/comments?pageSize=100" | grep -o 'Since this morning' | wc -l)
# Each comment shows its text twice: as body and as plainTextBody.
[ "$copies" -le 2 ] || fail "the comment is there $copies times"
say "Everything arrived, once."
