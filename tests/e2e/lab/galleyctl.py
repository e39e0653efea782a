"""galleyctl as a person or a script uses it: a process, its exit code and what it prints."""

import json
import os
import signal
import subprocess

PROGRAM = os.environ["GALLEYCTL"]


def run(*arguments, stdin="", before=(), timeout=120, **environment):
    """The finished process; `before` is a command put in front (strace, setpriv)."""
    return subprocess.run(
        [*before, PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=timeout,
        env={**os.environ, **environment})


def ok(*arguments, **options):
    """What it printed, without the last line end."""
    done = run(*arguments, **options)
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"galleyctl {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout.rstrip("\n")


def as_json(*arguments, **options):
    return json.loads(ok(*arguments, "--json", **options))


class Served:
    """`galleyctl serve TARGET` while the block lasts; `url` has no '/' at its end."""

    def __init__(self, *arguments):
        self._arguments = arguments

    def __enter__(self):
        self._process = subprocess.Popen([PROGRAM, "serve", *map(str, self._arguments)], stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip().rstrip("/")
        if not self.url.startswith("http://127.0.0.1:"):
            self._process.kill()
            raise AssertionError(f"serve printed {self.url!r} where its URL belongs")
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=20)
        self._process.stdout.close()
        if code != 0:
            raise AssertionError(f"serve ended with {code} on SIGTERM")
