"""Unused images in the window, with the real engine as the site: found by the name of the command, one is kept by the keyboard, the others
are gone here and there; then an undo in the editor brings back what was cut, with its image."""

import random
import os
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import folder, galleyctl
from lab.desktop import Desktop, wait_for
from lab.engine import Engine

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshots
EVERYWHERE = "SELECT id FROM images UNION SELECT id FROM galley_draft_images ORDER BY id"


class UnusedWindow(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))
        self.file = f"{self.place}/Tides.galley"
        rng = random.Random(3)
        galleyctl.ok("init", self.file, "--title", "Tides")
        galleyctl.ok("post", "new", self.file, "--title", "The harbour", "--content-file", "-", stdin="Low water.\n")
        self.images = []
        for number in range(4):
            picture = f"{self.place}/Boat {number}.png"
            folder.png(picture, 300, 200, rng)
            self.images.append(int(galleyctl.ok("image", "add", self.file, "the-harbour", picture).rsplit("/", 1)[1]))
        galleyctl.ok("post", "edit", self.file, "the-harbour", "--content-file", "-", stdin=f"![A boat](/images/{self.images[0]})\n")
        galleyctl.ok("remote", "set", self.file, self.engine.url)
        galleyctl.ok("sync", self.file)
        for run in (self.rows, self.engine.rows):
            for table in ("images", "galley_draft_images"):
                run(f"UPDATE {table} SET inserted_at = '2026-01-01T00:00:00Z'")
        self.desktop = self.enterContext(Desktop("1320x860"))

    def rows(self, sql):
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(sql).fetchall()

    def picture(self, name):
        if PICTURES:
            self.desktop.picture(f"{PICTURES}/{name}.png")

    def open_dialog(self):
        self.desktop.key("ctrl+shift+p")
        self.desktop.find("What would you like to do?", "text")
        self.desktop.type("unused")
        self.desktop.find("Unused images", "list item")
        self.desktop.key("Return")
        self.desktop.find_active_window("Unused images")

    def test_an_author_clears_up(self):
        try:
            self.desktop.start(os.environ["GALLEY"], self.file)
            self.desktop.find_active_window("Tides")
            self.desktop.find("In step with Turso")
            # Another program knows nothing of this window's undo.
            beside = galleyctl.run("image", "unused", self.file, "--remove")
            self.assertEqual((1, f"galleyctl: “{self.file}” is open in another program; remove unused images there, or close it first.\n"),
                             (beside.returncode, beside.stderr))
            self.keep_one_and_remove_the_others()
            self.undo_brings_the_image_back()
            self.what_is_asked_for_offline_goes_later()
        except AssertionError:
            self.picture("failed")
            print(self.desktop.tree())
            raise

    def keep_one_and_remove_the_others(self):
        desktop = self.desktop
        self.open_dialog()
        desktop.find("Remove 3 images", "push button", enabled=True)
        self.picture("unused-window")
        desktop.key("Down")
        desktop.key("space")
        desktop.click(desktop.find("Remove 2 images", "push button", enabled=True))
        desktop.find("2 images removed")
        self.assertEqual(2, len(self.rows(EVERYWHERE)))
        self.assertEqual(self.rows(EVERYWHERE), self.engine.rows(EVERYWHERE))
        self.assertIn((self.images[0],), self.rows(EVERYWHERE))

    def undo_brings_the_image_back(self):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+a")
        desktop.key("ctrl+x")
        wait_for("an empty text in the file", lambda: self.rows("SELECT 1 FROM galley_drafts WHERE content = ''"))
        self.open_dialog()
        desktop.find("Remove 1 image", "push button", enabled=True)
        desktop.find("Kept for now")
        desktop.key("Escape")
        desktop.find_active_window("Tides")
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+z")
        wait_for("the image in the text again", lambda: self.rows("SELECT 1 FROM galley_drafts WHERE content LIKE '%/images/%'"))
        self.assertIn((self.images[0],), self.rows(EVERYWHERE))

    def what_is_asked_for_offline_goes_later(self):
        desktop = self.desktop
        desktop.find("In step with Turso")
        self.engine.stop()
        self.open_dialog()
        desktop.click(desktop.find("Remove 1 image", "push button", enabled=True))
        desktop.find("1 image goes with the next sync.")
        self.assertEqual(2, len(self.rows(EVERYWHERE)))
        self.engine.start()
        desktop.key("ctrl+shift+y")
        desktop.find("Unused images are removed, on the site too.")
        self.assertFalse(desktop.sees("waiting to be published"))
        for rows in (self.rows, self.engine.rows):
            self.assertEqual([(self.images[0],)], rows(EVERYWHERE))


if __name__ == "__main__":
    unittest.main()
