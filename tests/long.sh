#!/usr/bin/env bash
# The long forms of the tests, run by hand: hours, where packaging/test.sh takes minutes.
# What was run and counted last stands in docs/testing.md.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

usage() {
    cat <<'TEXT'
Usage: tests/long.sh [fuzz [SECONDS]]

  fuzz   each libFuzzer target for SECONDS (600), in parallel, from the inputs found so far;
         an input that fails is kept in build/asan/fuzz/found: add it to tests/fuzz/corpus
TEXT
}

long_fuzz() {
    local seconds=${1:-600} target name failed=0
    for target in build/asan/fuzz/bin/fuzz_*; do
        name=${target##*/fuzz_}
        printf '== fuzz %s, %s s\n' "$name" "$seconds"
        mkdir -p "build/asan/fuzz/found/$name"
        QT_QPA_PLATFORM=offscreen tests/support/apart.sh "$PWD/$target" -max_total_time="$seconds" -fork="$(nproc)" \
            -rss_limit_mb=4096 -timeout=20 -artifact_prefix="build/asan/fuzz/found/$name/" \
            "build/asan/fuzz/found/$name" "tests/fuzz/corpus/$name" 2>&1 | tail -n 3 || failed=1
    done
    return "$failed"
}

case ${1:-all} in
--help | -h) usage ;;
all) cmake --preset asan >/dev/null; cmake --build --preset asan; long_fuzz ;;
fuzz) cmake --preset asan >/dev/null; cmake --build --preset asan; long_fuzz "${2:-600}" ;;
*) usage >&2; exit 2 ;;
esac
