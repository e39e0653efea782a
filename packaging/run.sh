#!/usr/bin/env bash
# Everything from a fresh clone to the open editor.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
. packaging/lib.sh

usage() {
    cat <<'TEXT'
Usage: packaging/run.sh [--build-only] [FILE.galley]

Installs what is missing (Debian 12), builds Galley, and opens the editor on FILE,
or on a sample blog of your own: it is made once, you may write in it, and it stays.
Where there is no display, the blog is served on this machine instead.

  --build-only   stop after the build
  --help         this text
TEXT
}

open=yes
file=
while [[ $# -gt 0 ]]; do
    case $1 in
    --help | -h) usage; exit 0 ;;
    --build-only) open=no ;;
    -*) usage >&2; exit 2 ;;
    *) [[ -z $file ]] || { usage >&2; exit 2; }
       file=$(realpath -m -- "$OLDPWD/$1"); [[ $1 == /* ]] && file=$1 ;;
    esac
    shift
done

install_packages build run
build release
[[ $open == yes ]] || { say "The programs are in build/release/bin."; exit 0; }

if [[ -z $file ]]; then
    file="${XDG_DATA_HOME:-$HOME/.local/share}/galley/Field Notes.galley"
    if [[ ! -e $file ]]; then
        mkdir -p "$(dirname "$file")"
        build/release/bin/galleyctl init "$file" --sample >/dev/null
        say "Made a sample blog: $file"
    fi
fi

if [[ ${DISPLAY:-} || ${WAYLAND_DISPLAY:-} ]]; then
    say "Opening $file"
    exec build/release/bin/galley "$file"
fi
say "There is no display here, so $file is served instead of opened in the editor. Ctrl-C ends it. Its address:"
exec build/release/bin/galleyctl serve "$file"
