# Shared by run.sh and test.sh; sourced, not run.
# The calling script has set -euo pipefail and stands at the top of the source tree.

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

logs=build/logs

# quietly NAME COMMAND…: runs it with its output in build/logs/NAME.log; where it fails, shows the end of that.
quietly() {
    local name=$1; shift
    mkdir -p "$logs"
    if "$@" >"$logs/$name.log" 2>&1 </dev/null; then return 0; fi
    tail -n 40 "$logs/$name.log" >&2
    say "(all of it is in $logs/$name.log)" >&2
    return 1
}

# packages_for GROUP…: the packages of these groups, without those that a command on PATH stands in for.
packages_for() {
    local group package command why
    while read -r group package command why; do
        [[ $group && $group != \#* && " $* " == *" $group "* ]] || continue
        [[ $command != - ]] && command -v "$command" >/dev/null && continue
        say "$package"
    done <packaging/packages.txt
}

missing_packages() {
    local wanted
    wanted=$(packages_for "$@")
    # shellcheck disable=SC2086 # one package a word
    comm -23 <(sort -u <<<"$wanted") \
             <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

as_root() {
    if [[ $EUID -eq 0 ]]; then env DEBIAN_FRONTEND=noninteractive "$@"
    else sudo env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

apt() {
    as_root apt-get -q -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=300 "$@"
}

# install_packages GROUP…: installs what is missing, and nothing else.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian: what packaging/packages.txt names must be there already."
        return 0
    fi
    local missing
    missing=$(missing_packages "$@" | tr '\n' ' ')
    missing=${missing% }
    [[ $missing ]] || return 0
    if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
        fail "these Debian packages are missing: $missing. There is no sudo here; as root, run: apt-get install $missing"
    fi
    say "Installing from Debian: $missing"
    if [[ $EUID -ne 0 ]]; then sudo -v || fail "these Debian packages are missing and need root to install: $missing"; fi
    mkdir -p "$logs"
    # The package lists of a machine may be absent or old: they are fetched only where the first try shows it.
    # shellcheck disable=SC2086
    apt install -y --no-install-recommends $missing >"$logs/apt.log" 2>&1 </dev/null && return 0
    apt update >"$logs/apt-update.log" 2>&1 </dev/null || true
    # shellcheck disable=SC2086
    apt install -y --no-install-recommends $missing >"$logs/apt.log" 2>&1 </dev/null && return 0
    fail "could not install $missing. Is this machine offline? apt said: $(grep -hE '^E:' "$logs/apt.log" | tail -n 1) (all in $logs/apt.log)"
}

# npm_ready DIR: node_modules as package-lock.json says.
npm_ready() {
    local dir=$1
    local mark=$dir/node_modules/.galley-lock
    cmp -s "$dir/package-lock.json" "$mark" && return 0
    say "Installing from npm: what $dir/package.json names"
    quietly npm npm ci --prefix "$dir" --no-audit --no-fund --loglevel=error ||
        fail "could not install the packages of $dir: is this machine offline?"
    cp "$dir/package-lock.json" "$mark"
}

# build PRESET [TARGET…]: silent where there is nothing to do, or else one line and the time it took.
build() {
    local preset=$1; shift
    local dir=build/$preset
    if [[ ! -f $dir/build.ninja ]]; then
        quietly "$preset-configure" cmake --preset "$preset" || fail "the $preset build could not be configured"
    fi
    [[ $(ninja -C "$dir" -n "$@" 2>&1 | tail -n 1) == *'no work to do'* ]] && return 0
    say "Building ($preset) …"
    local start=$SECONDS
    if [[ -t 1 ]]; then
        NINJA_STATUS='  %f of %t ' ninja -C "$dir" "$@"
    else
        quietly "$preset-build" ninja -C "$dir" "$@"
    fi || fail "the $preset build failed"
    say "  built in $((SECONDS - start)) s"
}
