# A real Request Tracker, and a stack for it with the outage proxy between; or, where SMOKE_RT_ADDRESS names one (and
# SMOKE_RT_TOKEN holds a person's token), the stack that runs and has it for its CRM.
start_request_tracker() {
  local port=$((base + 30))
  home=$(mktemp -d)
  end() {
    kill -TERM ${stack:-} ${tracker:-} 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf "$trouble" "$home"
  }

  ! curl --silent --max-time 5 "http://127.0.0.1:$((base + 11))/health" > /dev/null 2>&1 \
    || fail "a stack runs on these ports already; end it, or set CASESYNC_PORT_BASE"
  bash "$here/scripts/request-tracker.sh" install
  say "Request Tracker starts on port $port"
  bash "$here/scripts/request-tracker.sh" serve "$home/rt" "$port" > "$home/rt.log" 2>&1 &
  tracker=$!
  until grep -q READY "$home/rt.log"; do
    kill -0 "$tracker" 2> /dev/null || { cat "$home/rt.log" >&2; fail "Request Tracker did not start"; }
    sleep 0.2
  done
  SMOKE_RT_ADDRESS=http://127.0.0.1:$port
  SMOKE_RT_TOKEN=$(cat "$home/rt/token.ann")

  say "The stack starts, once it is built"
  Crm__Kind=RequestTracker Crm__Token=$(cat "$home/rt/token.casesync") Crm__SearchLag=00:00:00 \
    Crm__RequestTracker__Queue=Support Crm__RequestTracker__Account=casesync Proxy__CrmAddress=$SMOKE_RT_ADDRESS/ \
    Console__CompanyCaseUrl="$SMOKE_RT_ADDRESS/Ticket/Display.html?id={id}" \
    dotnet run --project "$here/CaseSync.AppHost" > "$home/stack.log" 2>&1 &
  stack=$!
  until curl --silent --fail --max-time 5 "http://127.0.0.1:$((base + 11))/health" > /dev/null 2>&1; do
    kill -0 "$stack" 2> /dev/null || { tail -n 40 "$home/stack.log" >&2; fail "the stack did not start"; }
    sleep 1
  done
  started=$SECONDS
}

[ -n "${SMOKE_RT_ADDRESS:-}" ] || start_request_tracker
crm=$SMOKE_RT_ADDRESS/REST/2.0
ann="token $SMOKE_RT_TOKEN"

crm_open() {
  json "$ann" POST "$crm/ticket" "{\"Queue\":\"Support\",\"Subject\":\"$1\",\"Content\":\"$2\",\"ContentType\":\"text/plain\",\"Priority\":25,\"CustomFields\":{\"SynchronizeWithGoogleCloudSupport\":\"true\"}}" | text id
}
crm_comment() {
  local how=comment; [ "$1" = internal ] || how=correspond
  json "$ann" POST "$crm/ticket/$id/$how" "{\"Content\":\"$2\",\"ContentType\":\"text/plain\"}" > /dev/null
}
crm_attach() {
  call "$ann" POST "$crm/ticket/$id/correspond" -F 'JSON={};type=application/json' -F "Attachments=@-;filename=$1;type=application/octet-stream" > /dev/null
}
crm_close() { json "$ann" PUT "$crm/ticket/$id" '{"Status":"resolved"}' > /dev/null; }
crm_case() { call "$ann" GET "$crm/ticket/$id"; }
crm_google_name() { crm_case | grep -oE '"(projects|organizations)/[^"]*/cases/[0-9]+"' | tr -d '"' | head -n 1; }
crm_has_comment() { call "$ann" GET "$crm/ticket/$id/attachments?fields=Content,ContentType&per_page=100" | grep -qF "$1"; }
crm_has_priority() { crm_case | grep -qE "\"Priority\" *: *\"$((100 - 25 * $1))\""; }
