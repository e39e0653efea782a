#!/usr/bin/env bash
# apart.sh COMMAND…: runs a test away from the home, settings, keyring and session bus of whoever starts it.
set -u
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -p -m 700 "$home"/{config,data,cache,state,run,tmp}
env HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" \
    XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home/tmp" \
    DBUS_SESSION_BUS_ADDRESS=disabled: "$@"
