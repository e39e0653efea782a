"""`galleyctl stats`: what was asked of the remote this month, kept in the file; what it stores; both sides timed."""

import os
import socket
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timezone

from lab import galleyctl
from lab.engine import Engine

SERVER = os.path.join(os.environ["GALLEY_SOURCE_DIR"], "tests", "support", "hrana_server.py")


class Stats(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Stats.galley"
        galleyctl.ok("init", self.file, "--sample")

    def hold(self, url):
        """Keeps the port of a server that has ended, so that nobody else's answers there."""
        port = self.enterContext(socket.socket())
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", int(url.rstrip("/").rpartition(":")[2])))

    def link(self, url):
        galleyctl.ok("migrate", url, "--yes")
        galleyctl.ok("remote", "set", self.file, url)

    def server(self):
        """The loopback server: unlike the real engine it counts rows."""
        process = subprocess.Popen([sys.executable, SERVER, f"{self.place}/remote.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end, process)
        return process.stdout.readline().strip(), process

    @staticmethod
    def end(process):
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()

    def test_without_a_remote(self):
        stats = galleyctl.as_json("stats", self.file)
        self.assertEqual((10, None), (stats["posts"] + stats["drafts"], stats["remote"]))
        self.assertNotIn("usage", stats)
        refused = galleyctl.run("stats", self.file, "--time")
        self.assertEqual(1, refused.returncode)
        self.assertIn("give a file that has one", refused.stderr)

    def test_month_adds_up_over_commands(self):
        url, process = self.server()
        self.link(url)
        galleyctl.ok("publish", self.file, "--all")
        first = galleyctl.as_json("stats", self.file)
        self.assertEqual(datetime.now(timezone.utc).strftime("%Y-%m"), first["usage"]["month"])
        for name in ("calls", "bytes_sent", "bytes_received", "rows_read", "rows_written"):
            self.assertGreater(first["usage"][name], 5, name)
        self.assertGreater(first["usage"]["bytes_sent"], first["image_bytes"], "the photographs travelled, in base64")
        self.assertGreater(first["storage_bytes"], first["image_bytes"])
        self.assertEqual({"rows_read", "rows_written", "storage_bytes", "as_of"}, set(first["free_plan"]))

        second = galleyctl.as_json("stats", self.file, "--time")
        self.assertEqual(5, len(second["times"]))
        for one in second["times"]:
            self.assertLess(0, one["local_ms"])
            self.assertLess(one["server_ms"], one["remote_ms"])
        self.assertEqual(first["usage"]["calls"] + 1, second["usage"]["calls"], "it asked once what is stored")
        third = galleyctl.as_json("stats", self.file)
        self.assertEqual(second["usage"]["calls"] + 5 * 8 + 1, third["usage"]["calls"], "timing is counted too")
        words = galleyctl.ok("stats", self.file)
        self.assertIn("of 500,000,000", words)
        self.assertIn("storage", words)

        self.end(process)
        self.hold(url)
        offline = galleyctl.as_json("stats", self.file)  # no failure: what is here can be told
        self.assertIsNone(offline["storage_bytes"])
        self.assertEqual(third["usage"]["rows_written"], offline["usage"]["rows_written"])
        refused = galleyctl.run("stats", self.file, "--time", "--json")
        self.assertEqual(1, refused.returncode)
        self.assertIn('"network"', refused.stdout)

    def test_real_engine_and_url(self):
        with Engine(f"{self.place}/engine.db") as engine:
            self.link(engine.url)
            galleyctl.ok("publish", self.file, "--all")
            words = galleyctl.ok("stats", self.file, "--time")
            self.assertIn("rows read     not counted by this server", words)
            self.assertIn("not told", words)
            there = galleyctl.as_json("stats", engine.url)
            self.assertEqual(10, there["published"])
            self.assertGreater(there["storage_bytes"], 1_000_000)
            statements = [call["statement"] for call in galleyctl.as_json("stats", self.file)["calls"]]
            self.assertEqual(1, len(statements))
            self.assertIn("page_count", statements[0])
        self.assertEqual(1, galleyctl.run("stats", engine.url, "--time").returncode)


if __name__ == "__main__":
    unittest.main()
