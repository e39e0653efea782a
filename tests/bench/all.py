#!/usr/bin/env python3
"""Runs every bench of a build, one after another, and prints their figures as one table (docs/testing.md, "Figures").

What each says of itself goes to build/PRESET/bench/NAME.txt. A figure is no reason to fail; a bench that ends badly is.

    tests/bench/all.py build/ci      or      ninja -C build/ci bench
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 900  # seconds that one bench may take, on a busy machine too


def benches(build):
    """(name, command) of each: the programs that were built, then the scripts; what needs the window only where that was built."""
    programs = sorted(name for name in os.listdir(f"{build}/tests/bin") if name.startswith("bench_"))
    yield from ((name, [f"{build}/tests/bin/{name}"]) for name in programs)
    for script in sorted(name for name in os.listdir(HERE) if name.startswith("bench_") and name.endswith(".py")):
        if script != "bench_start.py" or os.path.exists(f"{build}/bin/galley"):
            yield script[:-3], [sys.executable, f"{HERE}/{script}", build]


def run(name, command, build, home):
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home, XDG_CACHE_HOME=home, XDG_RUNTIME_DIR=home,
                       QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", GALLEY_SOURCE_DIR=os.path.dirname(os.path.dirname(HERE)))
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None, f"{name} did not end in {LIMIT} s"
    with open(f"{build}/bench/{name}.txt", "w") as file:
        file.write(done.stdout + done.stderr)
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    if done.returncode != 0 or not rows:
        return rows, f"{name} failed ({done.returncode}): {done.stderr.strip()[-300:]}"
    return rows, None


def main():
    build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/ci")
    shutil.rmtree(f"{build}/bench", ignore_errors=True)
    os.makedirs(f"{build}/bench")
    failures = []
    with open("/proc/loadavg") as file:
        print(f"load {file.read().split()[0]} at the start, {os.cpu_count()} processors\n")
    print("| figure | ours | peer or limit | wanted |\n|---|---|---|---|", flush=True)
    for name, command in benches(build):
        with tempfile.TemporaryDirectory() as home:
            rows, failure = run(name, command, build, home)
        for row in rows or []:
            print(row, flush=True)
        if failure:
            failures.append(failure)
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
