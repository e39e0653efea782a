"""The window, with a person's keys and mouse: a new post is written, seen, given an image by a drop, and published to the real engine."""

import os
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import folder, galleyctl
from lab.desktop import Desktop, wait_for
from lab.engine import Engine

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshots


class Window(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Window.galley"
        galleyctl.ok("init", self.file, "--title", "A window on the sea")
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))
        self.desktop = self.enterContext(Desktop())

    def local(self, sql):
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql).fetchall()

    def picture(self, name, thing=None):
        return self.desktop.picture(f"{PICTURES or self.place}/{name}.png", thing)

    def test_write_see_drop_publish(self):
        self.galley = self.desktop.start(os.environ["GALLEY"], self.file)
        try:
            self.desktop.find_active_window("A window on the sea")
            self.begin()
            self.write()
            self.drop()
            self.connect()
            self.publish()
        except AssertionError:
            self.picture("failed")
            print(self.desktop.tree())
            raise

    def begin(self):
        desktop = self.desktop
        desktop.find("A blank page")
        desktop.find("Title", "text", enabled=True)
        self.picture("no-posts")
        self.assertFalse(desktop.sees("Publish", "push button"))
        wait_for("its title", lambda: desktop.title() == "A window on the sea — Galley")
        desktop.type("Morning at the pier")  # the cursor stands there
        desktop.find("Publish", "push button")
        desktop.find("Morning at the pier", "list item")
        wait_for("the title in the file", lambda: self.local("SELECT title FROM galley_drafts") == [("Morning at the pier",)])

    def write(self):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.type("The sea was *flat*.")
        wait_for("the text in the file", lambda: self.local("SELECT 1 FROM galley_drafts WHERE content LIKE '%flat*.%'"))
        proof = desktop.find("Proof: ")
        before = self.picture("proof-before", proof)
        desktop.key("Return", "Return")
        desktop.type("## Then the ferry came")
        self.proof_changes_from(before, proof)

    def proof_changes_from(self, before, proof):
        wait_for("the proof to show what was typed",
                 lambda: self.desktop.differs(before, self.picture("proof-after", proof)) > 300)

    def drop(self):
        desktop = self.desktop
        folder.write(f"{self.place}/notes", posts=1, pictures=1)
        picture, = folder.pictures(f"{self.place}/notes")
        desktop.start(os.environ["GALLEY_DRAGSOURCE"], picture)
        source = desktop.find("Files to drag")
        proof = desktop.find("Proof: ")
        before = self.picture("proof-before-image", proof)
        desktop.drag(desktop.middle(source), desktop.middle(desktop.find("Text of the post")))
        wait_for("the image in the file", lambda: self.local("SELECT 1 FROM galley_draft_images"))
        wait_for("its address in the text", lambda: self.local("SELECT 1 FROM galley_drafts WHERE content LIKE '%](/images/%'"))
        self.proof_changes_from(before, proof)
        desktop.turn_to(self.galley)
        desktop.type("Low water")  # the cursor waits for a description
        wait_for("the description", lambda: self.local("SELECT 1 FROM galley_drafts WHERE content LIKE '%![Low water](/images/%'"))
        self.picture("written")

    def connect(self):
        desktop = self.desktop
        desktop.click(desktop.find("On this computer only"))
        desktop.find_active_window("Connect to Turso")
        wait_for("its title", lambda: desktop.title() == "Connect to Turso — Galley")
        desktop.click(desktop.find("Address", "text"))
        desktop.type(self.engine.url)
        desktop.click(desktop.find("Connect", "push button"))
        add = desktop.find("Add these and connect", "push button")
        self.picture("connect")
        self.assertFalse(self.engine.has_table("posts"), "asking changes nothing")
        desktop.click(add)
        wait_for("the schema on the remote", lambda: self.engine.has_table("galley_changes"))
        desktop.find_active_window("A window on the sea")
        self.assertEqual(0, self.engine.value("SELECT count(*) FROM posts"), "connecting publishes nothing")

    def publish(self):
        desktop = self.desktop
        desktop.click(desktop.find("Publish", "push button"))
        desktop.find_active_window("Publish")  # a first publish is reviewed
        self.picture("review")
        desktop.key("Return")
        wait_for("the post on the remote", lambda: self.engine.rows("SELECT 1 FROM posts"))
        (title, published, content), = self.engine.rows("SELECT title, published, content FROM posts")
        self.assertEqual(("Morning at the pier", 1), (title, published))
        self.assertIn("Then the ferry came", content)
        (image, data), = self.engine.rows("SELECT id, image_data FROM images")
        self.assertIn(f"](/images/{image})", content)
        wait_for("what readers see in the file too", lambda: self.local("SELECT image_data FROM images") == [(data,)])
        desktop.find("Published", "label")
        self.picture("published")


if __name__ == "__main__":
    unittest.main()
