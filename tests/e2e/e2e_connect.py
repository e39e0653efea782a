"""The window and galleyctl on one remote and one keychain: each reads what the other has set; the window connects by itself."""

import os
import subprocess
import tempfile
import unittest

from lab import galleyctl
from lab.desktop import Desktop, wait_for
from lab.hrana import HranaServer

CANARY = "canary-token-8815"
PICTURES = os.environ.get("GALLEY_PICTURES")


class Connect(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Connect.galley"
        galleyctl.ok("init", self.file, "--title", "A quiet coast")
        self.server = self.enterContext(HranaServer(f"{self.place}/remote.db", "--token", CANARY))
        self.desktop = self.enterContext(Desktop())
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input="test", text=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=30)

    def picture(self, name):
        if PICTURES:
            self.desktop.picture(f"{PICTURES}/{name}.png")

    def open(self):
        window = self.desktop.start(os.environ["GALLEY"], self.file)
        self.desktop.find_active_window("A quiet coast")
        return window

    def close(self, window):
        self.desktop.find_active_window("A quiet coast")
        self.desktop.key("ctrl+q")
        window.wait(timeout=20)

    def test_each_reads_what_the_other_has_set(self):
        try:
            self.connect_in_the_window()
            self.galleyctl_uses_what_the_window_kept()
            self.window_connects_by_itself_and_follows()
        except AssertionError:
            self.picture("e2e-connect-failed")
            print(self.desktop.tree())
            raise
        for folder in (self.place, os.environ["HOME"]):
            found = subprocess.run(["grep", "-r", "-a", "-l", "--exclude-dir=witness", CANARY, folder], capture_output=True, text=True)
            self.assertEqual("", found.stdout)

    def connect_in_the_window(self):
        desktop = self.desktop
        window = self.open()
        desktop.click(desktop.find("On this computer only"))
        desktop.find_active_window("Connect to Turso")
        desktop.click(desktop.find("Address", "text"))
        desktop.type(self.server.url)
        desktop.click(desktop.find("Token", "password text"))
        desktop.type(CANARY)
        desktop.click(desktop.find("Connect", "push button"))
        add = desktop.find("Add these and connect", "push button")
        self.picture("e2e-connect-dialog")
        desktop.click(add)
        desktop.find("In step with Turso")
        self.picture("e2e-connect-connected")
        self.close(window)

    def galleyctl_uses_what_the_window_kept(self):
        self.assertEqual(["token"], galleyctl.as_json("remote", "show", self.file)["in_keychain"])
        report = galleyctl.as_json("remote", "test", self.file)
        self.assertEqual([], report["to_add"])
        self.assertIn("SQLite", report["server"])

    def window_connects_by_itself_and_follows(self):
        desktop = self.desktop
        window = self.open()
        desktop.find("In step with Turso")
        cleared = galleyctl.as_json("remote", "clear", self.file)
        self.assertEqual(self.server.url, cleared["cleared"])
        self.assertIn(self.server.url, cleared["stays"][0])
        self.assertEqual([], cleared["notices"])
        desktop.find("On this computer only")
        galleyctl.ok("remote", "set", self.file, self.server.url, "--remember", GALLEY_TOKEN=CANARY)
        desktop.find("In step with Turso")
        # A token that the server no longer takes: said in words, and writing goes on.
        galleyctl.ok("remote", "set", self.file, self.server.url.replace("127.0.0.1", "localhost"), "--remember", GALLEY_TOKEN="wrong")
        desktop.find("Not connected · localhost")
        desktop.find("did not accept the token")
        self.picture("e2e-connect-refused")
        desktop.key("ctrl+n")
        desktop.click(desktop.find("Title", "text"))
        desktop.type("Written all the same")
        wait_for("the post in the file", lambda: "Written all the same" in galleyctl.ok("post", "list", self.file))
        self.close(window)


if __name__ == "__main__":
    unittest.main()
