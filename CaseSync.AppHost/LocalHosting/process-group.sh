# Runs "$@" as the leader of a session, whose every process ends together. Its standard input is a pipe that only the
# host holds open: a line on it asks all of them to stop, and its end, however the host went, ends them at once.
exec 3<&0 0</dev/null

# Caught rather than ignored: a child inherits what is ignored, and would then not stop when asked.
trap : TERM INT HUP

# Sends signal $1 to all of this session but process $2, and fails if there is nobody. By session rather than by
# group, since gcloud makes itself a group of its own. /proc/*/stat: id (name) state parent group session …
signal_others() {
  found=1
  if [ ! -r /proc/self/stat ]; then kill "-$1" 0; return 1; fi
  for file in /proc/[0-9]*/stat; do
    read -r line <"$file" || continue
    set -- "$1" "$2" ${line##*) }
    if [ "$6" = "$$" ] && [ "$3" != Z ] && [ "${line%% *}" != "$2" ] && kill "-$1" "${line%% *}"; then found=0; fi
  done 2>/dev/null
  return "$found"
}

"$@" 3<&- &
child=$!

# The watcher is not stopped by asking: it must outlive a stop that the host does not live to finish.
(
  trap '' TERM INT HUP
  read -r self _ 2>/dev/null </proc/self/stat
  if read -r _ <&3; then signal_others TERM "$self"; read -r _ <&3; fi
  while signal_others KILL "$self"; do :; done
) &

# A signal to this shell ends the wait, not the child.
while wait "$child"; code=$?; [ "$code" -gt 128 ] && kill -0 "$child" 2>/dev/null; do :; done
while signal_others KILL "$$"; do :; done
exit "$code"
