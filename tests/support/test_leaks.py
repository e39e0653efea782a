#!/usr/bin/env python3
"""apart.sh and leaks.py find a secret wherever a program of ours could let one fall, and nothing where there is none."""

import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
SECRET = '"GALLEY-" + "CANARY-token"'  # written so that no argument of a process holds it by accident

PLACES = {
    "what it printed": f"print({SECRET})",
    "standard error": f"sys.stderr.write({SECRET})",
    "a file": f"write('left', {SECRET})",
    "settings": f"write(os.environ['XDG_CONFIG_HOME'] + '/galley.conf', 'token=' + {SECRET})",
    "UTF-16": f"write('left', {SECRET}, 'utf-16-le')",
    "Base64": f"write('left', base64.b64encode(('Bearer ' + {SECRET}).encode()).decode())",
    "Base64, one on": f"write('left', base64.b64encode(('Bearer: ' + {SECRET}).encode()).decode())",
    "Base64, two on": f"write('left', base64.b64encode(('Bearer:  ' + {SECRET}).encode()).decode())",
    "digits": f"write('left', ({SECRET}).encode().hex())",
    "a database": f"d = sqlite3.connect('b.galley'); d.execute('CREATE TABLE t(v)'); d.execute('INSERT INTO t VALUES (?)', [{SECRET}]); d.commit()",
    "a WAL": f"d = sqlite3.connect('b.galley'); d.execute('PRAGMA journal_mode=WAL'); d.execute('CREATE TABLE t(v)'); "
             f"d.execute('INSERT INTO t VALUES (?)', [{SECRET}]); d.commit(); os._exit(0)",
    "a deleted file": f"write('gone', {SECRET}); os.unlink('gone')",
    "a replaced file": f"write('old', {SECRET}); write('new', 'x'); os.rename('new', 'old')",
    "a deleted folder": f"t = tempfile.TemporaryDirectory(); write(t.name + '/f', {SECRET}); t.cleanup()",
    "arguments": f"subprocess.run(['true', '--token', {SECRET}])",
    "a core dump": f"secret = {SECRET}; os.chdir(os.environ['HOME']); os.abort()",
}


def apart(code):
    def with_cores():
        import resource
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    program = "import base64, os, sqlite3, subprocess, sys, tempfile\n" \
              "def write(name, text, form='utf-8'):\n    open(name, 'w', encoding=form).write(text)\n" + code
    return subprocess.run([f"{HERE}/apart.sh", "bash", "-c", 'cd "$HOME" && exec python3 -B -c "$0"', program],
                          capture_output=True, text=True, timeout=60, preexec_fn=with_cores)


class Leaks(unittest.TestCase):
    def test_each_place(self):
        with open("/proc/sys/kernel/core_pattern", encoding="utf-8") as file:
            cores_are_files = not file.read().startswith(("|", "/"))
        for place, code in PLACES.items():
            if place == "a core dump" and not cores_are_files:
                continue  # this system hands them to a program; no file can be found
            with self.subTest(place):
                done = apart(code)
                self.assertIn("A secret of the tests stands in", done.stderr)
                self.assertNotEqual(done.returncode, 0)

    def test_nothing(self):
        self.assertEqual(apart("write('left', 'GALLEY-' + 'canary'); print('words')").returncode, 0)
        self.assertEqual(apart("sys.exit(7)").returncode, 7)

    def test_what_is_theirs(self):
        done = apart(f"os.mkdir('theirs'); write('theirs/pass', {SECRET}); os.unlink('theirs/pass'); write('theirs/log', {SECRET})")
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    sys.exit(unittest.main())
