#!/usr/bin/env python3
"""From the start of the process to the first painted content, and the memory it then holds (PSS).

Compares galley, on a blog whose first post has a photograph, with a bare Qt window of the same size, in turn in
one run, under a screen of its own (Xvfb). Prints medians; asserts nothing.

    tests/bench/bench_start.py build/dev [BLOG.galley] [ROUNDS]
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1)) / 1024


def start_once(command, environment):
    """(milliseconds to content, PSS in MB a second later)"""
    program = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    limit = threading.Timer(30, program.kill)
    limit.start()
    try:
        for line in program.stderr:
            found = re.match(r"start\s+([\d.]+) ms\s+content painted", line)
            if found:
                time.sleep(1)
                return float(found.group(1)), pss(program.pid)
        sys.exit(f"{command[0]} ended without painting")
    finally:
        limit.cancel()
        program.kill()
        program.wait()


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build/dev"
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 15
    with tempfile.TemporaryDirectory() as home:
        blog = sys.argv[2] if len(sys.argv) > 2 else os.path.join(home, "sample.galley")
        environment = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home,
                           GALLEY_TRACE_START="1", GALLEY_THEME="light", QT_QPA_PLATFORM="xcb")
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        os.chmod(home, 0o700)
        if not os.path.exists(blog):
            subprocess.run([f"{build}/bin/galleyctl", "init", blog, "--sample"], env=environment, check=True,
                           stdout=subprocess.DEVNULL)
        read, write = os.pipe()
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                                  pass_fds=[write], stderr=subprocess.DEVNULL)
        try:
            environment["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
            programs = {"bare Qt window": [f"{build}/tests/bin/barewindow"], "galley": [f"{build}/bin/galley", blog]}
            for command in programs.values():
                start_once(command, environment)  # warms the page cache
            figures = {name: [] for name in programs}
            for _ in range(rounds):
                for name, command in programs.items():
                    figures[name].append(start_once(command, environment))
        finally:
            screen.terminate()
            screen.wait()
    print(f"{'':16}{'to content, ms':>16}{'PSS, MB':>10}   (medians of {rounds})")
    for name, runs in figures.items():
        print(f"{name:16}{statistics.median(r[0] for r in runs):16.0f}{statistics.median(r[1] for r in runs):10.1f}")
    (bare_ms, bare_mb), (our_ms, our_mb) = ([statistics.median(column) for column in zip(*runs)] for runs in figures.values())
    print(f"| `bench_start`: start to content | {our_ms:.0f} ms | bare Qt window {bare_ms:.0f} ms | 150 ms |")
    print(f"| `bench_start`: memory then held (PSS) | {our_mb:.0f} MB | bare Qt window {bare_mb:.0f} MB | 60 MB |")


if __name__ == "__main__":
    main()
