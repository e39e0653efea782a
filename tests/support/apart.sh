#!/usr/bin/env bash
# apart.sh COMMAND…: runs a test away from the home, settings, keyring and session bus of whoever starts it, and fails it
# also when a secret of the tests (leaks.py) stands in what it printed or in a file that it left. With GALLEY_WITNESS_LIB
# (witness.cpp) files that it deleted and the arguments of its processes count too.
set -u
here=$(dirname "$(realpath "$0")")
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -p -m 700 "$home"/{config,data,cache,state,run,tmp,witness}
exec 3> >(exec tee "$home/printed")
tee=$!
env HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" \
    XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home/tmp" \
    DBUS_SESSION_BUS_ADDRESS=disabled: GALLEY_WITNESS="$home/witness" \
    ${GALLEY_WITNESS_LIB:+LD_PRELOAD="$GALLEY_WITNESS_LIB"} "$@" >&3 2>&3 3>&-
status=$?
exec 3>&-
# Until tee has written all; but a process that outlives the test may hold its pipe open for ever.
for ((i = 0; i < 40; i++)); do kill -0 "$tee" 2>/dev/null || break; sleep 0.05; done
python3 -B "$here/leaks.py" "$home" >&2 || [[ $status -ne 0 ]] || status=1
exit "$status"
