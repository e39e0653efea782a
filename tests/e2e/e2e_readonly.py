"""A blog whose file can only be read: the window says so, takes no words that it could not keep, and offers a copy."""

import os
import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import galleyctl
from lab.desktop import Desktop, wait_for

PICTURES = os.environ.get("GALLEY_PICTURES")  # a folder that is to keep the screenshot


def contents(file):
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT content FROM galley_drafts")]


class ReadOnly(unittest.TestCase):
    def test_file_that_can_only_be_read(self):
        place = self.enterContext(tempfile.TemporaryDirectory())
        folder, kept, copy = f"{place}/kept", f"{place}/kept/Kept.galley", f"{place}/Copy.galley"
        os.mkdir(folder)
        galleyctl.ok("init", kept, "--title", "The desk")
        galleyctl.ok("post", "new", kept, "--title", "Slack water", "--content-file", "-", stdin="Nothing moves.")
        os.chmod(kept, 0o444)
        os.chmod(folder, 0o555)
        self.addCleanup(os.chmod, folder, 0o755)
        # Root may write anywhere: without that right, permissions hold for it too.
        before = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
        desktop = self.enterContext(Desktop())

        def shown():
            return desktop.text(desktop.find("Text of the post"))

        desktop.start(*before, os.environ["GALLEY"], kept)
        try:
            desktop.find_active_window("The desk")
            text = wait_for("a post", shown)
            desktop.click(desktop.find("Text of the post"))
            desktop.type("lost?")
            desktop.key("ctrl+b")
            self.assertEqual(text, shown(), "nothing can be written that can't be kept")
            desktop.picture(f"{PICTURES or place}/readonly.png")
            desktop.click(desktop.find("Save a copy…", "push button"))
            desktop.find_active_window("Save a copy")
            desktop.key("ctrl+a")
            desktop.type(copy)
            desktop.key("Return")
            wait_for("the copy", lambda: os.path.exists(copy))
            wait_for("the copy to be open", lambda: not desktop.sees("Save a copy…", "push button"))
            desktop.click(desktop.find("Text of the post"))
            desktop.key("ctrl+End")
            desktop.type(" Kept.")
            wait_for("it to be saved", lambda: contents(copy) == ["Nothing moves. Kept."])
        except AssertionError:
            print(desktop.tree())
            raise


if __name__ == "__main__":
    unittest.main()
