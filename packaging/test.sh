#!/usr/bin/env bash
# Everything from a fresh clone to tested.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
. packaging/lib.sh

usage() {
    cat <<'TEXT'
Usage: packaging/test.sh [--quick] [--force] [PHASE…]

Installs what is missing (Debian 12 and npm), builds, and runs the tests in these phases:

  core   core, galleyctl and their tests without Qt Widgets, optimised, warnings as errors
  ci     everything, in the same way; the tests of ui and those end to end
  asan   the tests of core and ui under AddressSanitizer and UndefinedBehaviorSanitizer,
         and each libFuzzer target for a moment

A phase that passed on exactly these sources and packages is not run again.

  --quick   phases core and ci without the end-to-end tests
  --force   run again what has passed already
  --help    this text

tests/long.sh has the long forms of the tests.
TEXT
}

quick=no
force=no
phases=()
while [[ $# -gt 0 ]]; do
    case $1 in
    --help | -h) usage; exit 0 ;;
    --quick) quick=yes; phases=(core ci) ;;
    --force) force=yes ;;
    ci | core | asan) phases+=("$1") ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done
[[ ${#phases[@]} -gt 0 ]] || phases=(core ci asan)

jobs=$(($(nproc) + 3)) # many tests wait for a server more than they compute
passed=0
failed=0
skipped=0
results=build/results
stamps=build/stamps

# count PASSED FAILED SKIPPED: adds to the sums of the run and of the phase.
count() {
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# check NAME COMMAND…: one test that is a command.
check() {
    local name=$1; shift
    if "$@"; then count 1 0 0; else say "FAILED: $name"; count 0 1 0; fi
}

# run_ctest PRESET ARGUMENT…
run_ctest() {
    local preset=$1 status=0; shift
    mkdir -p "$results"
    ctest --test-dir "build/$preset" -j "$jobs" --output-on-failure --no-tests=error \
        --output-junit "$PWD/$results/$preset.xml" "$@" </dev/null || status=$?
    local tests=0 bad=0 off=0
    read -r tests bad off < <(tr '\n\t' '  ' <"$results/$preset.xml" |
        sed -n 's/.*<testsuite [^>]* tests="\([0-9]*\)" *failures="\([0-9]*\)" *disabled="[0-9]*" *skipped="\([0-9]*\)".*/\1 \2 \3\n/p')
    [[ $status -eq 0 || $bad -gt 0 ]] || bad=1
    count $((tests - bad - off)) "$bad" "$off"
}

# no_secrets PRESET: what was built and tested has written none of the tests' secrets into a log.
no_secrets() {
    mkdir -p "$logs"
    python3 -B tests/support/leaks.py "build/$1/Testing" "$results" "$logs"
}

no_widgets() {
    local libraries
    libraries=$(ldd build/core/bin/galleyctl) && ! grep -i -E 'qt6widgets|litehtml' <<<"$libraries"
}

phase_core() {
    build core
    run_ctest core -LE 'e2e|bench'
    check 'galleyctl needs no Widgets (ldd)' no_widgets
    check 'no secret of the tests in the logs' no_secrets core
}

phase_ci() {
    build ci
    if [[ $quick == yes ]]; then run_ctest ci -LE 'e2e|bench'; else run_ctest ci -LE bench; fi
    check 'no secret of the tests in the logs' no_secrets ci
}

phase_asan() {
    build asan
    UBSAN_OPTIONS=print_stacktrace=1 run_ctest asan -LE 'e2e|bench'
    check 'no secret of the tests in the logs' no_secrets asan
}

# What a phase's result depends on: the sources as they lie here, committed or not, and the versions of the packages.
state() {
    if ! git rev-parse --verify --quiet HEAD >/dev/null; then
        say "not known: $RANDOM$RANDOM$RANDOM"
        return
    fi
    {
        git ls-files -z --cached --others --exclude-standard -- . ':!docs' ':!README.md' | sort -z -u |
            xargs -0 sha256sum 2>/dev/null || true # a file deleted but not yet committed has no sum
        # shellcheck disable=SC2046
        dpkg-query -W $(packages_for build run test) 2>/dev/null || true
    } | sha256sum | cut -d' ' -f1
}

run_phase() {
    local phase=$1 now
    local before=($passed $failed $skipped)
    local stamp=$stamps/$phase
    [[ $quick == yes && $phase == ci ]] && stamp=$stamps/quick
    now=$(state)
    if [[ $force == no && -f $stamp ]]; then
        local was='' p=0 s=0
        read -r was p s <"$stamp" || true
        if [[ $was == "$now" ]]; then
            say "$phase: nothing changed since the last pass"
            count "$p" 0 "$s"
            return
        fi
    fi
    say "== $phase"
    local start=$SECONDS
    "phase_$phase"
    say "$phase: $((SECONDS - start)) s"
    if [[ $failed -eq ${before[1]} ]]; then
        mkdir -p "$stamps"
        say "$now $((passed - before[0])) $((skipped - before[2]))" >"$stamp"
    fi
}

install_packages build run test
for packages in tests/support/*/package-lock.json; do npm_ready "$(dirname "$packages")"; done
for phase in "${phases[@]}"; do run_phase "$phase"; done

sum="$passed passed, $failed failed"
[[ $skipped -eq 0 ]] || sum+=", $skipped skipped"
say "$sum"
[[ $failed -eq 0 ]]
