#!/usr/bin/env bash
# The long forms of the tests, run by hand: hours, where packaging/test.sh takes minutes.
# What was run and counted last stands in docs/testing.md.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

usage() {
    cat <<'TEXT'
Usage: tests/long.sh [fuzz [SECONDS] | simulate [SEEDS [FIRST]] | preview [EDITS] | pictures [DIR [STATE…]]]

  fuzz   each libFuzzer target for SECONDS (600), in parallel, from the inputs found so far;
         an input that fails is kept in build/asan/fuzz/found: add it to tests/fuzz/corpus
  simulate
         SEEDS histories (100000) of sync and publish from seed FIRST (1) on, two fifths of them of the mix
         "base" and the rest of the other six; what fails is told in build/core/simulation. JOBS processes at a
         time (one for each processor); it may be stopped at any time: build/core/simulation/done counts
  preview
         EDITS random edits (100000) of generated posts and of the published examples of Markdown: each block that
         the preview kept must equal, in pixels, one made anew
  pictures
         a picture of every state of the window in DIR (build/pictures), at three sizes, light and dark, and a few at
         twice the scale; or of these states alone, or of the looks in GALLEY_LOOKS ("900x600-dark 1440x900-light").
         One that can't be taken is named. The programs are those of BUILD (build/ci). Not part of "all": they are to be looked at
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

long_simulate() {
    local seeds=${1:-100000} first=${2:-1} slice=250 out=$PWD/build/core/simulation mix share seed
    local program=$PWD/build/core/tests/bin/test_core_sync_simulation
    rm -rf "$out"
    mkdir -p "$out"
    cp "$program" "$out/" # so that the next build leaves this run alone
    for mix in base copies images rollback prune deletions addresses; do
        share=$((seeds / 10))
        [[ $mix == base ]] && share=$((seeds * 2 / 5))
        for ((seed = first; seed < first + share; seed += slice)); do
            printf '%s %s %s\n' "$mix" "$seed" $((first + share - seed < slice ? first + share - seed : slice))
        done
    done | sort -s -n -k 2,2 > "$out/slices"
    # shellcheck disable=SC2016  # the inner shell expands these
    xargs -P "${JOBS:-$(nproc)}" -L 1 bash -c '
        GALLEY_SIM_MIX=$2 GALLEY_SIM_SEED=$3 GALLEY_SIM_COUNT=$4 "$0" nothingIsLost >"$1/$2-$3.log" 2>&1 || printf "failed: %s, seeds from %s\n" "$2" "$3"
        printf "%s %s %s\n" "$2" "$3" "$4" >>"$1/done"
        ' "$out/${program##*/}" "$out" < "$out/slices" | tee "$out/failed"
    grep -h '^FAIL' "$out"/*.log || true
    printf '== %s histories, seeds from %s on; %s slices of %s failed\n' "$seeds" "$first" "$(wc -l < "$out/failed")" "$(wc -l < "$out/slices")"
    [[ ! -s $out/failed ]]
}

long_preview() {
    cmake --preset ci >/dev/null
    cmake --build --preset ci --target test_ui_preview_flow
    GALLEY_SOURCE_DIR=$PWD GALLEY_PREVIEW_EDITS=${1:-100000} QTEST_FUNCTION_TIMEOUT=86400000 QT_QPA_PLATFORM=offscreen \
        tests/support/apart.sh "$PWD/build/ci/tests/bin/test_ui_preview_flow" editedBlocksEqualFreshOnes
}

long_pictures() {
    local build=${BUILD:-build/ci} out=${1:-build/pictures}
    shift || true
    [[ $build == build/ci ]] && { cmake --preset ci >/dev/null; cmake --build --preset ci --target galley galleyctl; }
    mkdir -p "$out"
    GALLEY=$PWD/$build/bin/galley GALLEYCTL=$PWD/$build/bin/galleyctl GALLEY_SOURCE_DIR=$PWD LC_ALL=C.UTF-8 \
        tests/support/apart.sh /usr/bin/python3 -B "$PWD/tests/pictures/pictures.py" "$(realpath "$out")" "$@"
}

case ${1:-all} in
--help | -h) usage ;;
all)
    cmake --preset asan >/dev/null; cmake --build --preset asan; long_fuzz
    cmake --preset core >/dev/null; cmake --build --preset core --target test_core_sync_simulation; long_simulate; long_preview ;;
preview) long_preview "${2:-100000}" ;;
pictures) shift; long_pictures "$@" ;;
simulate) cmake --preset core >/dev/null; cmake --build --preset core --target test_core_sync_simulation; long_simulate "${2:-100000}" "${3:-1}" ;;
fuzz) cmake --preset asan >/dev/null; cmake --build --preset asan; long_fuzz "${2:-600}" ;;
*) usage >&2; exit 2 ;;
esac
