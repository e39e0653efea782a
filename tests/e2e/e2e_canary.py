"""A token and a passphrase on their way through everything galleyctl does with a remote, a crash included. That they stand
nowhere afterwards is for apart.sh to see: what was printed, every file that was left, deleted or replaced, every argument."""

import os
import resource
import signal
import subprocess
import tempfile
import unittest
import urllib.request

from lab import folder, galleyctl
from lab.engine import Engine

SECRETS = {"GALLEY_TOKEN": "GALLEY-CANARY-token-5520", "GALLEY_PASSPHRASE": "GALLEY-CANARY-passphrase-5520"}


class Canary(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/blog.galley"
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))

    def ok(self, *arguments):
        return galleyctl.ok(*arguments, **SECRETS)

    def test_from_a_remote_to_a_reader(self):
        posts = folder.write(f"{self.place}/notes")
        self.ok("init", self.file, "--title", "Notes")
        self.ok("import", self.file, f"{self.place}/notes")
        self.ok("remote", "set", self.file, self.engine.url)
        self.ok("remote", "show", self.file)
        self.ok("remote", "test", self.file)
        one = next(slug for slug in posts if posts[slug])
        self.ok("publish", self.file, one)
        image = self.engine.value("SELECT id FROM images")
        self.ok("image", "get", self.engine.url, image, f"{self.place}/image")
        self.ok("check", self.file)
        self.ok("post", "list", self.engine.url)

        # What fails says why, and no more than that.
        for arguments in (("publish", self.file, "no-such-post"), ("remote", "test", "http://127.0.0.1:1"),
                          ("post", "list", "https://127.0.0.1:1"), ("remote", "set", self.file, "ftp://nowhere"),
                          ("post", "list", "https://127.0.0.1:1", "--client-cert", f"{self.place}/image", "--client-key", f"{self.place}/image")):
            done = galleyctl.run(*arguments, **SECRETS)
            self.assertNotEqual(done.returncode, 0, done)
            print(done.stdout, done.stderr)

    def serve(self, *before):
        """A process that aborts while it serves, where any may leave a core dump; those it left."""
        cores = self.enterContext(tempfile.TemporaryDirectory())

        def allow():
            resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        with subprocess.Popen([*before, galleyctl.PROGRAM, "serve", self.engine.url], stdout=subprocess.PIPE, text=True, cwd=cores,
                              env={**os.environ, **SECRETS}, preexec_fn=allow) as process:
            url = process.stdout.readline().strip()
            with urllib.request.urlopen(url, timeout=20) as reply:
                self.assertEqual(reply.status, 200)
            with open(f"/proc/{process.pid}/limits", encoding="utf-8") as file:
                limit = next(line.split()[4] for line in file if line.startswith("Max core file size"))
            process.send_signal(signal.SIGABRT)
            self.assertEqual(process.wait(timeout=20), -signal.SIGABRT)
        return limit, os.listdir(cores)

    def test_a_crash(self):
        self.ok("init", self.file)
        self.ok("remote", "set", self.file, self.engine.url)
        self.ok("remote", "test", self.file)
        galleyctl.run("migrate", self.engine.url)
        self.assertEqual(self.serve(), ("1", []))


if __name__ == "__main__":
    unittest.main()
