"""The loopback Hrana server of tests/support, which asks for a token where it is told to."""

import os
import subprocess
import sys

SOURCE = os.environ["GALLEY_SOURCE_DIR"]


class HranaServer:
    """Runs while the block lasts, on FILE."""

    def __init__(self, file, *options):
        self._command = [sys.executable, f"{SOURCE}/tests/support/hrana_server.py", file, *options]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self._process.stdin.close()  # ends it
        self._process.wait(timeout=20)
        self._process.stdout.close()
