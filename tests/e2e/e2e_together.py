"""Several programs over one file at once, and one that comes while another's work is still open."""

import json
import sqlite3
import subprocess
import tempfile
import unittest
from contextlib import closing

from lab import galleyctl
from lab.engine import free_port


class Together(unittest.TestCase):
    def setUp(self):
        self.file = f"{self.enterContext(tempfile.TemporaryDirectory())}/blog.galley"
        galleyctl.ok("init", self.file)

    def test_each_new_post_has_its_own_address(self):
        writers = [subprocess.Popen([galleyctl.PROGRAM, "post", "new", self.file, "--title", "The same"],
                                    stdout=subprocess.PIPE, text=True) for _ in range(10)]
        slugs = [writer.communicate(timeout=60)[0].strip() for writer in writers]
        self.assertEqual([0] * 10, [writer.returncode for writer in writers])
        self.assertEqual({"the-same"} | {f"the-same-{n}" for n in range(2, 11)}, set(slugs))

    def test_a_post_whose_publish_is_open_is_not_deleted_behind_the_sites_back(self):
        galleyctl.ok("post", "new", self.file, "--title", "Under way")
        galleyctl.ok("remote", "set", self.file, f"http://127.0.0.1:{free_port()}")
        identity = galleyctl.as_json("post", "list", self.file)[0]["id"]
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("INSERT INTO galley_ops VALUES ('op', 'r', ?, 'sent', '2026-01-01T00:00:00Z')",
                               (json.dumps({"post_id": str(identity)}),))
            connection.commit()
        self.assertEqual(1, galleyctl.run("post", "delete", self.file, "under-way").returncode)
        galleyctl.ok("post", "show", self.file, "under-way")

        galleyctl.ok("post", "new", self.file, "--title", "Only here")
        galleyctl.ok("post", "delete", self.file, "only-here")  # needs no network
        self.assertEqual({"restored": "only-here", "notice": None}, galleyctl.as_json("post", "restore", self.file))
        galleyctl.ok("post", "show", self.file, "only-here")
        empty = galleyctl.run("post", "restore", self.file)
        self.assertEqual(1, empty.returncode)
        self.assertIn("is empty", empty.stderr)


if __name__ == "__main__":
    unittest.main()
