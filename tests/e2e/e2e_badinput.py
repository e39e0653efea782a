"""What galleyctl is given wrongly it refuses: exit 1, one plain sentence, and nothing changed."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import folder, galleyctl
from lab.engine import free_port
from lab.liar import Liar


def fingerprint(place):
    """Of every file below a folder: what it is called and what is in it. What SQLite makes anew at will is left out: the
    index of a WAL, and a WAL without a byte, which stay behind where the disk was full."""
    found = {}
    for directory, _, names in os.walk(place):
        for name in names:
            path = os.path.join(directory, name)
            if name.endswith("-shm") or name.endswith("-wal") and os.path.getsize(path) == 0:
                continue
            with open(path, "rb") as file:
                found[os.path.relpath(path, place)] = hashlib.sha256(file.read()).hexdigest()
    return found


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = cls.enterClassContext(tempfile.TemporaryDirectory())
        galleyctl.ok("init", f"{cls.made}/blog.galley", "--title", "A blog")
        galleyctl.ok("post", "new", f"{cls.made}/blog.galley", "--title", "One", "--slug", "one", "--content-file", "-",
                     stdin="Text.\n")

    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/blog.galley"
        shutil.copy(f"{self.made}/blog.galley", self.file)

    def sql(self, *statements):
        with closing(sqlite3.connect(self.file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def refused(self, *arguments, before=(), code=None, **options):
        """Refused in words and in JSON, with every file as it was; the sentence."""
        then = fingerprint(self.place)
        plain = galleyctl.run(*arguments, before=before, **options)
        self.assertEqual(1, plain.returncode, plain.stdout + plain.stderr)
        lines = plain.stderr.splitlines()
        self.assertEqual(1, len(lines), plain.stderr)
        self.assertRegex(lines[0], r"[a-z].*\.$", "a sentence")
        self.assertEqual("", plain.stdout)

        told = galleyctl.run(*arguments, "--json", before=before, **options)
        self.assertEqual(1, told.returncode)
        error = json.loads(told.stdout or told.stderr)["error"]
        self.assertTrue(error["code"])
        self.assertIn(error["message"], lines[0])
        if code:
            self.assertEqual(code, error["code"])
        self.assertEqual(then, fingerprint(self.place), "nothing changed")
        return lines[0]

    def test_wrong_usage_is_exit_2(self):
        for arguments in [(), ("nonsense",), ("post",), ("post", "show"), ("init",), ("serve", self.file, "--port", "x"),
                          ("publish", self.file), ("publish", self.file, "one", "--all")]:
            with self.subTest(arguments):
                self.assertEqual(2, galleyctl.run(*arguments).returncode)

    def test_not_a_database(self):
        with open(self.file, "wb") as file:
            file.write(b"Dear diary, " * 1000)
        for arguments in [("post", "list"), ("migrate",), ("check",), ("publish",)]:
            with self.subTest(arguments):
                self.refused(*arguments, self.file, *(["--all"] if arguments == ("publish",) else []))

    def test_no_such_file(self):
        self.refused("post", "list", f"{self.place}/nowhere.galley")

    def test_init_over_a_file_that_is_there(self):
        self.refused("init", self.file)

    def test_newer_schema(self):
        self.sql("INSERT INTO galley_migrations (\"set\", version, name, checksum, applied_at) "
                 "VALUES ('shared', 9999, 'from_the_future', 'x', '2030-01-01T00:00:00Z')")
        for arguments in [("post", "list", self.file), ("post", "new", self.file, "--title", "Two"), ("migrate", self.file, "--yes"),
                          ("publish", self.file, "--all")]:
            with self.subTest(arguments):
                self.refused(*arguments)

    def test_read_only_file(self):
        os.chmod(self.file, 0o444)
        os.chmod(self.place, 0o555)
        # Root may write anywhere: without that right, permissions hold for it too.
        before = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
        try:
            self.refused("post", "new", self.file, "--title", "Two", before=before)
        finally:
            os.chmod(self.place, 0o755)

    def test_full_disk(self):
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC"]
        self.refused("post", "new", self.file, "--title", "Two", before=strace)

    def test_locked_by_another_program(self):
        with closing(sqlite3.connect(self.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            then = self.posts(other)
            done = galleyctl.run("post", "new", self.file, "--title", "Two")
            self.assertEqual(1, done.returncode, done.stdout)
            self.assertEqual(1, len(done.stderr.splitlines()), done.stderr)
            self.assertEqual(then, self.posts(other))
            other.execute("ROLLBACK")
        galleyctl.ok("post", "new", self.file, "--title", "Two")

    @staticmethod
    def posts(connection):
        return connection.execute("SELECT post_id, title FROM galley_drafts ORDER BY post_id").fetchall()

    def test_wrong_address(self):
        for url in ["http://blog.example/", "ftp://127.0.0.1/", "https://", "libsql://", "http://127.0.0.1:99999", "https://a b/"]:
            with self.subTest(url):
                self.refused("remote", "set", self.file, url)
                self.refused("post", "list", url)

    def test_nobody_listens(self):
        self.refused("post", "list", f"http://127.0.0.1:{free_port()}")

    def test_no_route(self):
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=connect", "-e", "inject=connect:error=ENETUNREACH"]
        self.refused("post", "list", "http://127.0.0.1:9", before=strace)

    def test_servers_that_answer_badly(self):
        whole = json.dumps({"baton": None, "base_url": None, "results": [{"type": "ok", "response": {"type": "batch", "result": {
            "step_results": [], "step_errors": []}}}]}).encode()
        cases = {
            "401": dict(status=401, body=b'{"error":"Unauthorized"}'),
            "404": dict(status=404, body=b"Not found", content_type="text/plain"),
            "500": dict(status=500, body=b"", content_type="text/plain"),
            "HTML": dict(body=b"<!doctype html><title>Sign in</title><h1>Sign in to the hotel's network</h1>", content_type="text/html"),
            "400 HTML": dict(status=400, body=b"<html><h1>400 No required SSL certificate was sent</h1></html>", content_type="text/html"),
            "cut JSON": dict(body=whole[:len(whole) // 2]),
            "cut short": dict(body=whole[:len(whole) // 2], length=len(whole)),
            "not the shape": dict(body=b'{"results": 7}'),
            "too few results": dict(body=whole),
            "nothing": dict(body=b""),
        }
        sentences = {}
        for name, answer in cases.items():
            with self.subTest(name), Liar(**answer) as liar:
                sentences[name] = self.refused("post", "list", liar.url)
                self.refused("remote", "test", self.linked(liar.url))
                self.refused_there("publish", self.file, "--all")
        self.assertNotEqual(sentences.get("401"), sentences.get("404"))

    def refused_there(self, *arguments):
        """Refused in a sentence by a server, with every text as it was; the file counts that it was asked."""
        then = galleyctl.as_json("post", "show", self.file, "one")
        done = galleyctl.run(*arguments)
        self.assertEqual(1, done.returncode, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"^galleyctl: [^\n]*\.\n$")
        self.assertEqual(then, galleyctl.as_json("post", "show", self.file, "one"))

    def linked(self, url):
        galleyctl.ok("remote", "set", self.file, url)
        return self.file

    def test_a_migration_with_a_broken_middle_statement(self):
        """A table of somebody else's stands where a migration makes its own, half way through."""
        os.remove(self.file)
        self.sql("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT, inserted_at TEXT, updated_at TEXT)",
                 "CREATE TABLE galley_pushes (something_else TEXT)")
        self.refused("migrate", self.file, "--yes")

    def test_front_matter_that_is_not_yaml(self):
        folder.write(f"{self.place}/notes", posts=3, pictures=3)
        with open(f"{self.place}/notes/01.md", "w", encoding="utf-8") as out:
            out.write("---\ntitle: \"never closed\ntags: [a, b\n---\n\nText.\n")
        sentence = self.refused("import", self.file, f"{self.place}/notes")
        self.assertIn("01.md", sentence)

    def test_an_import_of_nothing(self):
        self.refused("import", self.file, f"{self.place}/not-there")

    def test_images_that_are_none(self):
        folder.write(f"{self.place}/notes", posts=1, pictures=1)
        picture = f"{self.place}/notes/pictures/" + min(os.listdir(f"{self.place}/notes/pictures"))
        with open(picture, "rb") as file:
            whole = file.read()
        huge = b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d49484452") + (200000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + bytes(64)
        cases = {"cut": whole[:len(whole) // 2], "text": b"not a picture at all", "empty": b"", "bomb": huge,
                 "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
        for name, data in cases.items():
            with self.subTest(name):
                with open(f"{self.place}/{name}.jpg", "wb") as out:
                    out.write(data)
                self.refused("image", "add", self.file, "one", f"{self.place}/{name}.jpg")

    def test_names_that_are_not_there(self):
        for arguments in [("post", "show", self.file, "two"), ("post", "edit", self.file, "two", "--title", "x"),
                          ("post", "delete", self.file, "two"), ("publish", self.file, "two"), ("unpublish", self.file, "one"),
                          ("image", "get", self.file, "123", f"{self.place}/out"),
                          ("image", "add", self.file, "two", f"{self.place}/blog.galley"),
                          ("post", "edit", self.file, "one", "--content-file", f"{self.place}/nothing.md")]:
            with self.subTest(arguments):
                self.refused(*arguments)


if __name__ == "__main__":
    unittest.main()
