"""Unused images from a terminal: in a file alone, with the real engine as its site, straight on that, and with a second computer that
writes offline about the picture that the first one removes."""

import random
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import folder, galleyctl
from lab.engine import Engine

LONG_AGO = "2026-01-01T00:00:00Z"


class Unused(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.rng = random.Random(1)
        self.file = self.blog("here")
        galleyctl.ok("post", "new", self.file, "--title", "Tides", "--content-file", "-", stdin="Low water.\n")

    def blog(self, name):
        galleyctl.ok("init", f"{self.place}/{name}.galley", "--title", "Tides")
        return f"{self.place}/{name}.galley"

    def add(self, name, target=None):
        """The id of a new image of the post."""
        picture = f"{self.place}/{name}.png"
        folder.png(picture, 90, 60, self.rng)
        return int(galleyctl.ok("image", "add", target or self.file, "tides", picture).rsplit("/", 1)[1])

    def rows(self, sql, *arguments, file=None):
        with closing(sqlite3.connect(file or self.file)) as connection, connection:
            return connection.execute(sql, arguments).fetchall()

    def age(self, file=None):
        """What came in just now is kept; these came in long ago."""
        self.rows(f"UPDATE galley_draft_images SET inserted_at = '{LONG_AGO}'", file=file)
        self.rows(f"UPDATE images SET inserted_at = '{LONG_AGO}'", file=file)

    def write(self, text, file=None):
        galleyctl.ok("post", "edit", file or self.file, "tides", "--content-file", "-", stdin=text + "\n")

    def unused(self, target=None):
        return sorted(image["id"] for image in galleyctl.as_json("image", "unused", target or self.file)["images"])

    def stored(self, file=None):
        return sorted(row[0] for row in self.rows("SELECT id FROM images UNION SELECT id FROM galley_draft_images", file=file))

    def test_a_file_alone(self):
        self.assertEqual("Every image is in use.", galleyctl.ok("image", "unused", self.file))
        named, first, second = self.add("named"), self.add("first"), self.add("second")
        self.write(f"![](/images/{named})")
        self.assertEqual(2, galleyctl.as_json("image", "unused", self.file)["kept"], "they came in just now")
        self.age()
        told = galleyctl.ok("image", "unused", self.file)
        self.assertIn("2 images, ", told)
        self.assertIn("first.png", told)
        self.assertIn("of “Tides”", told)
        self.assertIn("Nothing was removed.", told)
        self.assertEqual(sorted([first, second]), self.unused())
        listed = galleyctl.as_json("image", "unused", self.file)
        self.assertEqual(sum(image["file_size"] for image in listed["images"]), listed["bytes"])
        self.assertEqual({"Tides"}, {image["post"] for image in listed["images"]})
        self.assertEqual(sorted([named, first, second]), self.stored(), "looking removes nothing")

        refused = galleyctl.run("image", "unused", self.file, named, first, "--remove")
        self.assertEqual((1, ""), (refused.returncode, refused.stdout))
        self.assertIn(f"/images/{named} is in use", refused.stderr)
        self.assertEqual(2, galleyctl.run("image", "unused", self.file, "x").returncode)
        self.assertEqual("Removed 1 image.", galleyctl.ok("image", "unused", self.file, first, "--remove"))
        self.assertEqual(sorted([named, second]), self.stored())
        self.assertEqual({"removed": 1, "bytes": listed["images"][[image["id"] for image in listed["images"]].index(second)]["file_size"]},
                         galleyctl.as_json("image", "unused", self.file, "--remove"))
        self.assertEqual([named], self.stored())
        self.assertEqual({"removed": 0, "bytes": 0}, galleyctl.as_json("image", "unused", self.file, "--remove"))

        galleyctl.ok("post", "delete", self.file, "tides")
        self.assertEqual("Nothing to remove now.", galleyctl.ok("image", "unused", self.file, "--remove").splitlines()[0])
        galleyctl.ok("post", "restore", self.file)
        self.assertEqual([named], self.stored(), "a deleted post comes back with its image")

    def test_with_a_site(self):
        with Engine(f"{self.place}/remote.db") as engine:
            galleyctl.ok("remote", "set", self.file, engine.url)
            shown, gone, claimed = self.add("shown"), self.add("gone"), self.add("claimed")
            self.write(f"![](/images/{shown}) ![](/images/{gone})")
            galleyctl.ok("publish", self.file, "tides")
            self.age()
            self.write(f"![](/images/{shown})")
            self.assertEqual([claimed], self.unused(), "readers still see it")
            galleyctl.ok("publish", self.file, "tides")
            self.assertEqual(sorted([gone, claimed]), self.unused())

            # The site's own API names one before this computer hears of it.
            engine.rows("UPDATE posts SET excerpt = '![](/images/%d)'" % claimed)
            refused = galleyctl.run("image", "unused", self.file, "--remove")
            self.assertEqual((1, f"galleyctl: The image /images/{claimed} is in use by now, so it stays.\n"), (refused.returncode, refused.stderr))
            self.assertEqual("Removed 1 image.", refused.stdout.splitlines()[-1])
            both = "SELECT id FROM images UNION SELECT id FROM galley_draft_images"
            self.assertEqual([], galleyctl.as_json("status", self.file)["waiting"], "nothing of it waits")
            self.assertEqual([], self.unused())
            self.assertEqual(sorted([shown, claimed]), sorted(row[0] for row in engine.rows(both)))
            self.assertEqual(sorted([shown, claimed]), self.stored())

            # Straight on the site.
            engine.rows("UPDATE posts SET excerpt = 'Low water.'")
            engine.rows(f"UPDATE galley_draft_images SET inserted_at = '{LONG_AGO}'")
            self.assertEqual([claimed], self.unused(engine.url))
            engine.rows("ALTER TABLE posts ADD COLUMN cover")  # the site's own, in whatever form it names an image
            for cover in (f"'{{\"a\":\"\\/images\\/{claimed}\"}}'", claimed, f"CAST('/images/{claimed}' AS BLOB)"):
                engine.rows(f"UPDATE posts SET cover = {cover}")
                self.assertEqual([], self.unused(engine.url), cover)
            engine.rows("UPDATE posts SET cover = NULL")
            self.assertEqual({"removed": 1}, {"removed": galleyctl.as_json("image", "unused", engine.url, "--remove")["removed"]})
            self.assertEqual([(shown,)], engine.rows(both))
            galleyctl.ok("sync", self.file)
            self.assertEqual([shown], self.stored())

    def test_another_computer_writes_about_it_offline(self):
        with Engine(f"{self.place}/remote.db") as engine:
            there = self.blog("there")
            galleyctl.ok("remote", "set", self.file, engine.url)
            galleyctl.ok("remote", "set", there, engine.url)
            image = self.add("boat")
            galleyctl.ok("sync", self.file)
            galleyctl.ok("sync", there)
            [(data,)] = self.rows("SELECT image_data FROM galley_draft_images")
            self.age()
            self.write(f"The boat: ![](/images/{image})", file=there)  # not sent
            self.assertEqual("Removed 1 image.", galleyctl.ok("image", "unused", self.file, "--remove"))
            self.assertEqual(0, engine.value("SELECT count(*) FROM galley_draft_images"))
            self.assertEqual([], self.stored())
            for file in (there, self.file, there):
                galleyctl.ok("sync", file)
            for file in (self.file, there):
                self.assertEqual([(image, data)], self.rows("SELECT id, image_data FROM galley_draft_images", file=file))
                self.assertIn(f"/images/{image}", galleyctl.as_json("post", "show", file, "tides")["content"])
            self.assertEqual("Every image is in use.", galleyctl.ok("image", "unused", self.file))
            galleyctl.ok("publish", self.file, "tides")
            self.assertEqual(image, engine.value("SELECT id FROM images"))


if __name__ == "__main__":
    unittest.main()
