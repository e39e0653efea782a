"""Around the text, with a person's keys: commands and posts by their names, settings that show at once, and a start where the last one ended."""

import os
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import galleyctl
from lab.desktop import Desktop, wait_for

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshots
POSTS = {"The tide tables": "Every morning.\n\nThe harbour master chalks two numbers.", "Slack water": "Nothing moves.", "Letters": "Part three."}


class Desk(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Desk.galley"
        galleyctl.ok("init", self.file, "--title", "The desk")
        for title, text in POSTS.items():
            path = f"{self.place}/text.md"
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
            galleyctl.ok("post", "new", self.file, "--title", title, "--content-file", path)
        self.desktop = self.enterContext(Desktop())

    def picture(self, name):
        return self.desktop.picture(f"{PICTURES or self.place}/desk-{name}.png")

    def posts(self, sql, *values):
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql, values).fetchall()

    def text_of(self, title):
        return self.posts("SELECT content FROM galley_drafts WHERE title = ?", title)[0][0]

    def shown(self):
        return self.desktop.text(self.desktop.find("Text of the post"))

    def test_desk(self):
        galley = self.desktop.start(os.environ["GALLEY"], self.file)
        try:
            self.desktop.find_active_window("The desk")
            self.go_to_a_post()
            self.command_by_name()
            self.several_posts()
            self.settings()
            self.start_where_it_ended(galley)
        except AssertionError:
            self.picture("failed")
            print(self.desktop.tree())
            raise

    def go_to_a_post(self):
        desktop = self.desktop
        desktop.key("ctrl+p")
        desktop.find("Which post?", "text")
        desktop.type("tid")
        desktop.find("The tide tables", "list item")
        self.picture("posts")
        desktop.key("Return")
        wait_for("the post", lambda: self.shown().startswith("Every morning"))

    def command_by_name(self):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+Home", "ctrl+shift+Right", "ctrl+shift+p")
        desktop.find("What would you like to do?", "text")
        desktop.type("bld")
        desktop.find("Bold, Format, Ctrl+B")
        self.picture("commands")
        desktop.key("Return")
        # The selection goes to where the next word begins.
        wait_for("the bold word in the file", lambda: self.text_of("The tide tables").startswith("**Every**"))
        desktop.key("ctrl+shift+p")
        desktop.type("nothing of this name")
        self.picture("no-command")
        desktop.key("Escape")
        desktop.key("ctrl+z")
        wait_for("the undo, for the keys are the text's again", lambda: self.text_of("The tide tables").startswith("Every"))

    def command(self, letters, name):
        self.desktop.key("ctrl+shift+p")
        self.desktop.find("What would you like to do?", "text")
        self.desktop.type(letters)
        self.desktop.find(name, "list item")
        self.desktop.key("Return")

    def several_posts(self):
        desktop = self.desktop
        desktop.click(desktop.find("The tide tables", "list item"))
        desktop.key("ctrl+a")
        self.command("add a tag", "Add a tag")
        desktop.find_active_window("Add a tag to 3 posts")
        desktop.type("sea")
        self.picture("tag")
        desktop.key("Return")
        desktop.find("3 posts changed")
        self.assertEqual([("sea",)] * 3, self.posts("SELECT tags FROM galley_drafts"))
        self.picture("tagged")
        # By keyboard alone: the first two of the list, sorted by title, are deleted.
        self.command("title", "By title")
        first = wait_for("the list by title", lambda: [item for item in self.rows() if item.startswith("Letters")] and self.rows())
        self.assertEqual(["Letters", "Slack water", "The tide tables"], [row.split(",")[0] for row in first])
        desktop.click(desktop.find("Letters", "list item"))
        desktop.key("shift+Down")
        self.command("delete 2", "Delete 2 posts")
        desktop.find_active_window("Delete 2 posts?")
        self.picture("delete")
        desktop.key("Tab", "Return") # Return alone presses Cancel
        wait_for("two posts to be gone", lambda: self.posts("SELECT count(*) FROM galley_drafts") == [(1,)])
        wait_for("the post that is left", lambda: self.shown().startswith("Every morning"))
        self.assertEqual(["The tide tables"], wait_for("one row", lambda: len(self.rows()) == 1 and [row.split(",")[0] for row in self.rows()]))

    def rows(self):
        return [item.name for item in self.desktop.find("Posts", "list")]

    def settings(self):
        desktop = self.desktop
        before = self.picture("before-settings")
        desktop.key("ctrl+comma")
        desktop.find_active_window("Settings")
        self.picture("settings")
        desktop.click(desktop.find("Dark", "push button") if desktop.sees("Dark", "push button") else desktop.find("Dark"))
        desktop.click(desktop.find("Size of the text"))
        desktop.key("ctrl+a")
        desktop.type("21")
        desktop.key("Tab")
        wait_for("the window to follow", lambda: desktop.differs(before, self.picture("settings-dark")) > 100_000)
        desktop.key("Escape")
        desktop.find_active_window("The desk")

    def start_where_it_ended(self, galley):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+End", "ctrl+q")
        galley.wait(timeout=60)
        desktop.start(os.environ["GALLEY"], self.file)
        desktop.find_active_window("The desk")
        wait_for("the post of the last time", lambda: self.shown().startswith("Every morning"))
        wait_for("the cursor of the last time", lambda: desktop.find("Text of the post").queryText().caretOffset == len(POSTS["The tide tables"]))
        self.picture("again")
        desktop.type(" Nobody reads them.")
        wait_for("what is typed there", lambda: self.text_of("The tide tables").endswith("numbers. Nobody reads them."))


if __name__ == "__main__":
    unittest.main()
