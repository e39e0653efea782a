"""One size of the screen in one theme: the program on a copy of a blog, and pictures of it once nothing moves any more."""

import os
import shutil
import subprocess
import time

from lab.desktop import Desktop, wait_for


class Desk(Desktop):
    """`size` is "WIDTHxHEIGHT" in pixels of the screen; `place` is a folder for what is thrown away."""

    def __init__(self, size, theme, scale, place):
        super().__init__(size)
        self._environment = {"GALLEY_THEME": theme, "QT_SCALE_FACTOR": str(scale)}
        self._width, self._height = map(int, size.split("x"))
        self._place = place
        self._starts = 0
        self.program = None

    def open(self, blog, title, read_only=False):
        """Starts the program in a home of its own on a copy of the file `blog` (on none for None), as large as the screen."""
        self._starts += 1
        self.home = f"{self._place}/{self._starts}"
        for folder in ("config", "data", "cache", "state", "Documents"):
            os.makedirs(f"{self.home}/{folder}")
        environment = dict(os.environ, HOME=self.home, **self._environment,
                           **{f"XDG_{folder.upper()}_HOME": f"{self.home}/{folder}" for folder in ("config", "data", "cache", "state")})
        command = [os.environ["GALLEY"]]
        if blog:
            command.append(shutil.copy(blog, f"{self.home}/Documents/{title}.galley"))
        if read_only:  # root may write anywhere: without that right, permissions hold for it too
            os.chmod(command[1], 0o444)
            os.chmod(f"{self.home}/Documents", 0o555)
            command[:0] = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
        self.program = self.start(*command, env=environment)
        self.find_active_window(title)
        self._fill_the_screen()

    # The window chooses 1440x900 where the screen has room for more.
    def _fill_the_screen(self):
        def fills():
            width, height = self.size()
            if width >= self._width - 4 and height >= self._height - 40:
                return True
            self._run("getactivewindow", "windowmove", 0, 0, "windowsize", self._width - 2, self._height - 26)  # beside its frame
            return False

        wait_for("the window to fill the screen", fills)
        self._hands("mousemove", self._width - 2, self._height - 2)

    def size(self):
        """(width, height) of the window that takes the keys."""
        found = dict(line.split("=") for line in self._run("getactivewindow", "getwindowgeometry", "--shell").splitlines())
        return int(found.get("WIDTH", 0)), int(found.get("HEIGHT", 0))

    def is_full_screen(self):
        return self.size() == (self._width, self._height)

    @staticmethod
    def _run(*words):
        return subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, timeout=60).stdout

    def close(self):
        if self.program and self.program.poll() is None:
            self.program.kill()  # nothing is to be kept
            self.program.wait(timeout=20)
        self.program = None

    def command(self, letters, name):
        """A command by its name, as a person finds it."""
        self.key("ctrl+shift+p")
        self.find("What would you like to do?", "text")
        self.type(letters)
        self.find(name, "list item")
        self.key("Return")

    def go_to(self, title):
        self.key("ctrl+p")
        self.find("Which post?", "text")
        self.type(title)
        self.find(title, "list item")
        self.key("Return")
        wait_for("the post", lambda: self.text(self.find("Title", "text")).startswith(title))

    def to_text(self):
        self.click(self.find("Text of the post"))
        self._hands("mousemove", self._width - 2, self._height - 2)

    def menu(self, *keys, click=None):
        """What keys or a click open that is a window of its own without a name. Without either, the context menu."""
        before = self._windows()
        if click:
            self.click(click)
        else:
            self.key(*(keys or ["Menu"]))
        wait_for("a menu", lambda: self._windows() > before)

    def _windows(self):
        return len(self._run("search", "--onlyvisible", "--pid", self.program.pid).split())

    def shoot(self, file):
        """Waits until two looks in a row are the same; a cursor that blinks is no reason to wait for ever."""
        before, end = b"", time.monotonic() + 15
        while (now := self._screen_now()) != before and time.monotonic() < end:
            before = now
            time.sleep(0.12)
        subprocess.run(["convert", "ppm:-", file], input=now, check=True, timeout=120)

    @staticmethod
    def _screen_now():
        return subprocess.run(["import", "-silent", "-window", "root", "ppm:-"], check=True, capture_output=True, timeout=60).stdout
