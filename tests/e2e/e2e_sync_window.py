"""Two computers with a window each, one blog at the real engine: what one publishes the other sees, one paragraph edited on both is settled
side by side, one address is wanted by two posts, and the site goes away and comes back. With a person's keys and mouse."""

import os
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import galleyctl
from lab.desktop import Desktop, wait_for
from lab.engine import Engine

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshots


class Computer:
    """One of the two: a home, a file and a window of its own."""

    def __init__(self, test, name):
        self.name = name
        self._desktop = test.desktop
        home = f"{test.place}/{name}"
        for folder in ("config", "data", "cache", "state"):
            os.makedirs(f"{home}/{folder}")
        self.file = f"{home}/Tides.galley"
        galleyctl.ok("init", self.file, "--title", "Tides")
        environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=f"{home}/config", XDG_DATA_HOME=f"{home}/data",
                           XDG_CACHE_HOME=f"{home}/cache", XDG_STATE_HOME=f"{home}/state")
        self.window = self._desktop.start(os.environ["GALLEY"], self.file, env=environment)
        self.look()

    def look(self):
        self._desktop.turn_to(self.window)
        self._desktop.find_active_window("Tides")

    def rows(self, sql):
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql).fetchall()


class TwoWindows(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))
        self.desktop = self.enterContext(Desktop("1320x860"))

    def picture(self, name):
        if PICTURES:
            self.desktop.picture(f"{PICTURES}/{name}.png")

    def test_an_afternoon(self):
        try:
            self.here = Computer(self, "here")
            self.there = Computer(self, "there")
            self.connect(self.here)
            self.publish_here_see_there()
            self.settle_one_paragraph()
            self.want_one_address()
            self.go_offline_and_back()
            self.undo()
            self.lose_many_posts()
        except AssertionError:
            self.picture("failed")
            print(self.desktop.tree())
            raise

    # What a person does.

    def connect(self, computer):
        desktop = self.desktop
        computer.look()
        desktop.click(desktop.find("On this computer only"))
        desktop.find_active_window("Connect to Turso")
        desktop.click(desktop.find("Address", "text"))
        desktop.type(self.engine.url)
        desktop.click(desktop.find("Connect", "push button"))
        if computer is self.here:  # the first one is shown what would be added, before it is
            desktop.click(desktop.find("Add these and connect", "push button", enabled=True))
        self.in_step(computer)

    def in_step(self, computer):
        computer.look()
        self.desktop.find("In step with Turso")

    def sync(self, computer):
        computer.look()
        self.desktop.key("ctrl+shift+y")

    def write(self, title, text):
        desktop = self.desktop
        desktop.key("ctrl+n")
        desktop.find("Untitled draft", "list item")
        desktop.click(desktop.find("Title", "text"))
        desktop.type(title)
        desktop.click(desktop.find("Text of the post"))
        desktop.type(text)

    def publish(self):
        """A first publish is reviewed."""
        desktop = self.desktop
        desktop.key("ctrl+Return")
        desktop.find_active_window("Publish")
        self.picture("review")
        desktop.key("Return")

    def saved(self, computer, words):
        wait_for(f"“{words}” in the file", lambda: computer.rows(f"SELECT 1 FROM galley_drafts WHERE content LIKE '%{words}%'"))

    # What happens.

    def publish_here_see_there(self):
        desktop = self.desktop
        self.here.look()
        self.write("Slack water", "There is a quarter of an hour when nothing moves.")
        self.publish()
        wait_for("the post on the remote", lambda: self.engine.rows("SELECT 1 FROM posts WHERE slug = 'slack-water'"))
        desktop.find("Published", "label")
        self.picture("published")
        self.connect(self.there)
        desktop.click(desktop.find("Slack water", "list item"))
        wait_for("its text in the other window", lambda: "quarter" in desktop.text(desktop.find("Text of the post")))

    def settle_one_paragraph(self):
        desktop = self.desktop
        self.here.look()
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+Home")
        desktop.type("Twice a day, ")
        self.saved(self.here, "Twice")
        self.there.look()
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+End", "BackSpace")
        desktop.type(" at all.")
        self.saved(self.there, "at all")
        self.sync(self.here)
        wait_for("the draft at the remote", lambda: self.engine.rows("SELECT 1 FROM galley_drafts WHERE content LIKE 'Twice%'"))
        self.sync(self.there)
        desktop.find("1 post in two versions")
        desktop.find("Two versions of this post")
        self.assertIn("at all", desktop.text(desktop.find("Text of the post")), "what stands in the editor stays")
        self.picture("banner")
        desktop.click(desktop.find("Compare", "push button"))
        desktop.find_active_window("Two versions of")
        self.picture("compare")
        desktop.key("alt+b")
        wait_for("a result to use", lambda: desktop.sees("Use this result", "push button", enabled=True))
        desktop.key("Return")
        self.in_step(self.there)
        self.sync(self.here)
        both = "Twice a day, There is a quarter of an hour when nothing moves at all."
        wait_for("both versions in the first window", lambda: desktop.text(desktop.find("Text of the post")) == both)
        self.in_step(self.here)
        self.assertEqual([(0,)], self.there.rows("SELECT count(*) FROM galley_conflicts WHERE state = 'open'"))
        (public,), = self.engine.rows("SELECT content FROM posts WHERE slug = 'slack-water'")
        self.assertEqual("There is a quarter of an hour when nothing moves.", public, "readers see what was published")

    def want_one_address(self):
        desktop = self.desktop
        self.there.look()
        self.write("Low tide", "As seen from the pier.")
        self.saved(self.there, "pier")
        self.here.look()
        self.write("Low tide", "As seen from the boat.")
        self.publish()
        wait_for("the first on the remote", lambda: self.engine.rows("SELECT 1 FROM posts WHERE slug = 'low-tide'"))
        self.there.look()
        self.publish()
        wait_for("the second to be refused or to wait", lambda: self.there.rows("SELECT 1 FROM galley_units WHERE state = 'refused'")
                 or self.there.rows("SELECT 1 FROM galley_conflicts WHERE state = 'open'"))
        desktop.find("Look again", "push button")
        self.picture("address-taken")
        self.assertEqual(1, self.engine.value("SELECT count(*) FROM posts WHERE slug = 'low-tide'"))
        self.assertIn("boat", self.engine.value("SELECT content FROM posts WHERE slug = 'low-tide'"))
        desktop.key("F4")
        address = desktop.find("Address", "text")
        desktop.click(address)
        desktop.key("ctrl+a")
        desktop.type("low-tide-from-the-pier")
        desktop.key("Tab")
        wait_for("the new address in the file", lambda: self.there.rows("SELECT 1 FROM galley_drafts WHERE slug = 'low-tide-from-the-pier'"))
        desktop.key("F4")
        self.publish()
        wait_for("both on the remote", lambda: self.engine.rows("SELECT 1 FROM posts WHERE slug = 'low-tide-from-the-pier'"))

    def go_offline_and_back(self):
        desktop = self.desktop
        self.engine.stop()
        self.here.look()
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+End")
        desktop.type(" Written offline.")
        self.saved(self.here, "Written offline")
        desktop.key("ctrl+Return")
        desktop.find("It waits to be published")
        desktop.find("Offline · 1 waiting")
        desktop.find("Waiting to be published", "list item")
        self.picture("offline")
        self.engine.start()
        self.sync(self.here)
        wait_for("it to be published", lambda: self.engine.rows("SELECT 1 FROM posts WHERE content LIKE '%Written offline.'"))
        self.in_step(self.here)

    def undo(self):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+End")
        desktop.type(" Too hasty.")
        self.saved(self.here, "Too hasty")
        desktop.key("ctrl+Return")
        wait_for("it to be published", lambda: self.engine.rows("SELECT 1 FROM posts WHERE content LIKE '%Too hasty.'"))
        desktop.click(desktop.find("Undo", "push button"))
        wait_for("readers to see the old text", lambda: self.engine.rows("SELECT 1 FROM posts WHERE content LIKE '%Written offline.'"))
        self.assertIn("Too hasty", desktop.text(desktop.find("Text of the post")), "what was published is a draft again")

    def lose_many_posts(self):
        """galleyctl fills and syncs the file while its window is open; then the site loses all of that."""
        posts = [f"Post {number}" for number in range(12)]
        slugs = [galleyctl.ok("post", "new", self.here.file, "--title", title).split()[-1] for title in posts]
        galleyctl.ok("publish", self.here.file, *slugs)
        self.desktop.find("Post ", "list item")  # the window has noticed; which of them fit beside the post that is open is chance
        self.engine.rows("DELETE FROM posts WHERE title LIKE 'Post %'")
        self.sync(self.here)
        self.decide("Later")
        kept = "SELECT count(*) FROM posts WHERE title LIKE 'Post %'"
        self.assertEqual([(12,)], self.here.rows(kept))
        self.decide("Delete them here too")
        wait_for("the posts to go", lambda: self.here.rows(kept) == [(0,)])
        self.in_step(self.here)

    def decide(self, button):
        desktop = self.desktop
        desktop.click(desktop.find("12 posts gone at the site"))
        desktop.find_active_window("12 of 15 posts are gone")
        self.picture("deletions")
        desktop.click(desktop.find(button, "push button"))
        desktop.find_active_window("Tides")


if __name__ == "__main__":
    unittest.main()
