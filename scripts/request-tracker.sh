#!/usr/bin/env bash
# A real Request Tracker 5 (Debian's packages), new and empty, on 127.0.0.1.
#
#   scripts/request-tracker.sh install          installs it, where it is missing (root, Debian or Ubuntu)
#   scripts/request-tracker.sh serve HOME PORT  makes a database in the folder HOME, which must not exist, and serves it
#                                               until it is ended; says READY when it is up
#
# HOME then holds token.casesync (the connector's) and token.ann (a person's), the mails that RT would have sent, its log.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
lib=/usr/share/request-tracker5/lib
server=/usr/share/request-tracker5/libexec/rt-server

fail() { echo "request-tracker: $*" >&2; exit 1; }

install() {
  [ ! -e "$server" ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || fail 'it is not installed, and only root can install it, with apt-get'
  # Archives of our own: another apt-get that cleans up meanwhile would take them away.
  archives=$(mktemp -d); mkdir "$archives/partial"; trap 'rm -rf "$archives"' EXIT
  export DEBIAN_FRONTEND=noninteractive
  echo 'request-tracker5 request-tracker5/handle-siteconfig-permissions boolean false' | debconf-set-selections
  apt-get update -qq
  # msmtp-mta satisfies the need for a mail server without one; dbconfig-no-thanks leaves databases alone. Nothing that is
  # there is removed for them.
  apt-get install -y -qq --no-install-recommends --no-remove -o Dir::Cache::archives="$archives" -o DPkg::Lock::Timeout=300 \
    request-tracker5 rt5-standalone rt5-db-sqlite starlet dbconfig-no-thanks msmtp-mta > "$archives/log" 2>&1 \
    || { tail -n 20 "$archives/log" >&2; fail 'apt-get could not install it'; }
}

serve() {
  [ $# = 2 ] || fail 'serve takes a folder and a port'
  [ -e "$server" ] || fail "it is not installed: $server is missing; scripts/request-tracker.sh install"
  command -v curl > /dev/null || fail 'curl is not installed'
  [ ! -e "$1" ] || fail "$1 exists; it takes a folder that does not"
  mkdir -p "$1"/{var,mason,session,conf.d}
  CASESYNC_RT_HOME=$(cd "$1" && pwd); export CASESYNC_RT_HOME CASESYNC_RT_PORT=$2
  export RT_SITE_CONFIG=$here/eng/request-tracker/RT_SiteConfig.pm RT_SITE_CONFIG_DIR=$CASESYNC_RT_HOME/conf.d
  rt-setup-database-5 --action init --dba '' > "$CASESYNC_RT_HOME/setup.log" 2>&1 < /dev/null \
    && perl -I"$lib" "$here/eng/request-tracker/seed.pl" >> "$CASESYNC_RT_HOME/setup.log" 2>&1 \
    || { tail -n 20 "$CASESYNC_RT_HOME/setup.log" >&2; fail 'its database could not be made'; }

  # In a session of its own, which no Ctrl-C reaches: at an INT it would change the owner of the system's own folders.
  setsid perl -I"$lib" "$server" --host 127.0.0.1 --port "$2" --max-workers 4 > "$CASESYNC_RT_HOME/server.log" 2>&1 < /dev/null &
  pid=$!
  trap 'kill -TERM "$pid" 2> /dev/null; wait "$pid" 2> /dev/null' EXIT
  trap 'exit 143' TERM INT
  local waited=0
  until curl -fsS -o /dev/null --max-time 5 -H "Authorization: token $(cat "$CASESYNC_RT_HOME/token.casesync")" \
    "http://127.0.0.1:$2/REST/2.0/rt" 2> /dev/null; do
    kill -0 "$pid" 2> /dev/null || { tail -n 20 "$CASESYNC_RT_HOME/server.log" >&2; fail 'it ended at once'; }
    [ $((waited += 1)) -lt 300 ] || { tail -n 20 "$CASESYNC_RT_HOME/server.log" >&2; fail 'it does not answer'; }
    sleep 0.2
  done
  echo READY
  wait "$pid"
}

case ${1:-} in
  install) install ;;
  serve) shift; serve "$@" ;;
  *) sed -n 's/^# \{0,1\}//p' "$0" | sed 1d >&2; exit 2 ;;
esac
