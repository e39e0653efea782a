"""The editor, with a person's keys: rich text pasted, a table made, lists and tasks, spelling, find and replace in all posts, undo across posts."""

import os
import sqlite3
import subprocess
import tempfile
import unittest
from contextlib import closing

from lab import galleyctl
from lab.desktop import Desktop, wait_for

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshots


class Editor(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Editor.galley"
        galleyctl.ok("init", self.file, "--title", "The writing desk")
        self.desktop = self.enterContext(Desktop())

    def picture(self, name):
        return self.desktop.picture(f"{PICTURES or self.place}/editor-{name}.png")

    def texts(self):
        with closing(sqlite3.connect(self.file)) as connection:
            return dict(connection.execute("SELECT title, content FROM galley_drafts"))

    def saved(self, title, text):
        def is_there():
            self.last = self.texts().get(title)
            return self.last == text
        try:
            wait_for(f"{title!r} to be saved", is_there, 20)
        except AssertionError as error:
            raise AssertionError(f"{error}\n--- wanted\n{text}\n--- in the file\n{self.last}") from None

    def new_post(self, title):
        self.desktop.key("ctrl+n")
        wait_for("an empty post", lambda: "" in self.texts())
        self.desktop.click(self.desktop.find("Title", "text"))
        self.desktop.type(title)
        self.desktop.click(self.desktop.find("Text of the post"))

    def hold(self, html, text):
        holder = subprocess.Popen([os.environ["GALLEY_CLIPBOARDHOLDER"], html, text], stdout=subprocess.PIPE, text=True)
        self.addCleanup(holder.stdout.close)
        self.addCleanup(holder.wait)
        self.addCleanup(holder.terminate)
        self.assertEqual("held", holder.stdout.readline().strip())

    def test_write(self):
        self.desktop.start(os.environ["GALLEY"], self.file)
        try:
            self.desktop.find_active_window("The writing desk")
            self.paste()
            self.table()
            self.code()
            self.lists()
            self.undo_across_posts()
            self.spelling()
            self.replace_everywhere()
            self.nothing_but_the_text()
        except AssertionError:
            self.picture("failed")
            print(self.desktop.tree())
            raise

    def paste(self):
        self.new_post("Pasted")
        self.hold("<h2>Tides</h2><p>The <b>sea</b> was <span style='font-style:italic'>flat</span>.</p><ul><li>one<ul><li>two</ul></ul>"
                  "<img src='https://t.example/p.gif' width=1 height=1>", "Tides\nThe sea was flat.")
        self.desktop.key("ctrl+v")
        self.saved("Pasted", "## Tides\n\nThe **sea** was *flat*.\n\n- one\n  - two")
        self.picture("pasted")
        self.desktop.key("ctrl+z")
        self.desktop.key("ctrl+shift+v")
        self.saved("Pasted", "Tides\nThe sea was flat.")

    def table(self):
        desktop = self.desktop
        self.new_post("Table")
        desktop.key("ctrl+shift+t")
        desktop.find("New table: 3 columns, 3 rows")
        desktop.key("Left", "Up")
        desktop.find("New table: 2 columns, 2 rows")
        desktop.key("Return")
        for cell in "Place", "High water", "Pier":
            desktop.type(cell)
            desktop.key("Tab")
        desktop.type("06:12")
        desktop.key("Tab")
        self.picture("table")
        self.saved("Table", "| Place | High water |\n| ----- | ---------- |\n| Pier  | 06:12      |\n|       |            |")

    def code(self):
        desktop = self.desktop
        self.new_post("Code")
        desktop.type("```sh")
        desktop.key("Return")
        desktop.type("test a != b")
        self.saved("Code", "```sh\ntest a != b\n```")
        self.picture("code")
        desktop.key("ctrl+shift+k")
        self.saved("Code", "test a != b")

    def lists(self):
        desktop = self.desktop
        self.new_post("Lists")
        desktop.type("1. one")
        desktop.key("Return")
        desktop.type("two (really)")
        desktop.key("Return", "Tab")
        desktop.type("within")
        desktop.key("alt+Up")
        desktop.key("Down", "End", "Return", "ctrl+shift+9")
        desktop.type("done")
        desktop.key("ctrl+shift+9")
        self.picture("lists")
        self.saved("Lists", "1. one\n   1. within\n2. two (really)\n3. [x] done")

    def undo_across_posts(self):
        desktop = self.desktop
        desktop.click(desktop.find("Table", "list item"))
        wait_for("the other post", lambda: "High water" in desktop.text(desktop.find("Text of the post")))
        desktop.click(desktop.find("Lists", "list item"))
        wait_for("the post again", lambda: "really" in desktop.text(desktop.find("Text of the post")))
        desktop.click(desktop.find("Text of the post"))
        desktop.key("ctrl+z")
        self.saved("Lists", "1. one\n   1. within\n2. two (really)\n3. [ ] done")

    def next_item(self):
        before = len(self.desktop.heard)
        self.desktop.key("Down")
        wait_for("an item of the menu", lambda: len(self.desktop.heard) > before)
        return self.desktop.heard[-1]

    def spelling(self):
        desktop = self.desktop
        self.new_post("Spelling")
        desktop.type("The harborr was flat.")
        desktop.key("ctrl+Home", "F7")
        # The word is known to be wrong a moment after it was typed; then F7 selects it.
        wait_for("the word to be selected", lambda: desktop.find("Text of the post").queryText().getNSelections() == 1)
        desktop.listen()
        desktop.key("Menu")
        # The suggestions come a moment after the menu.
        wait_for("a suggestion", lambda: self.next_item() == "harbor")
        self.picture("spelling")
        desktop.key("Return")
        self.saved("Spelling", "The harbor was flat.")

    def replace_everywhere(self):
        desktop = self.desktop
        desktop.key("ctrl+shift+h")
        desktop.find_active_window("Find in all posts")
        desktop.type("(was) flat")
        desktop.click(desktop.find("Regular expression", "check box"))
        desktop.click(desktop.find("Replace with", "check box"))  # which goes on to the field beside
        desktop.type("$1 wild")
        desktop.find("2 places in 2 posts")
        self.picture("all-posts")
        desktop.click(desktop.find("Replace in 2 posts", "push button"))
        desktop.find("Replace 2 places in 2 posts?")
        desktop.key("Return")
        desktop.find("2 places changed in 2 posts")
        desktop.find_active_window("The writing desk")
        self.saved("Spelling", "The harbor was wild.")
        self.saved("Pasted", "Tides\nThe sea was wild.")
        wait_for("the open post to follow", lambda: "wild" in desktop.text(desktop.find("Text of the post")))

    def nothing_but_the_text(self):
        desktop = self.desktop
        desktop.click(desktop.find("Text of the post"))
        desktop.key("shift+F11")
        wait_for("nothing but the text", lambda: not desktop.sees("Publish", "push button"))
        self.picture("nothing-else")
        desktop.key("Escape")
        desktop.find("Publish", "push button")


if __name__ == "__main__":
    unittest.main()
