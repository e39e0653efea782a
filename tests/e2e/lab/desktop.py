"""A screen of its own with a window manager, an accessibility bus to find things by their names, and a person's hands: keys and clicks."""

import os
import subprocess
import sys
import threading
import time
import warnings


def wait_for(what, condition, seconds=30):
    """The first true answer; the limit only bounds a failure."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class Desktop:
    """Programs started through `start` show up here; they end with the block."""

    def __init__(self, size="1600x1000"):
        self._size = size
        self._processes = []
        self._looked_at = None  # of several programs, the one that a person looks at

    def __enter__(self):
        try:
            self._screen()
            self._buses()
        except BaseException:
            self.__exit__()
            raise
        warnings.simplefilter("ignore")  # pyatspi's own
        import pyatspi  # reads the buses' addresses when it is imported
        self._atspi = pyatspi
        return self

    def _screen(self):
        reading, writing = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-dpi", "96"],
                    pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            os.environ["DISPLAY"] = ":" + pipe.readline().strip()
        manager = self._spawn(["openbox"])

        def manages():
            nonlocal manager
            if manager.poll() is not None:  # it gives up on a screen that is slow to answer
                manager = self._spawn(["openbox"])
            return subprocess.run(["xdotool", "get_num_desktops"], capture_output=True, timeout=60).returncode == 0

        # A window that opens before it is there is nobody's: no key would reach it.
        wait_for("the window manager", manages, 60)

    def _buses(self):
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], stdout=subprocess.PIPE, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self._spawn(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        os.environ["QT_QPA_PLATFORM"] = "xcb"

    def _spawn(self, command, stdout=subprocess.DEVNULL, **options):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL, **options)
        self._processes.append(process)
        return process

    def start(self, *command, **options):
        return self._spawn([str(part) for part in command], **options)

    def turn_to(self, process):
        """A person who goes from one program's window to another's: it comes to the front, and is what `find` looks in."""
        self._looked_at = process.pid
        wait_for("the program's window to come to the front", lambda: self._raise(process.pid))

    def _raise(self, pid):
        def run(*words):
            return subprocess.run(["xdotool", *words], capture_output=True, text=True, timeout=60)

        windows = run("search", "--onlyvisible", "--pid", str(pid)).stdout.split()
        return windows and run("windowactivate", windows[-1]).returncode == 0  # a dialog may close at this moment

    def __exit__(self, *_):
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            if process.stdout:
                process.stdout.close()

    # What is there.

    def find(self, name, role=None, enabled=False):
        """The visible thing whose accessible name contains `name`; of that role ("push button") where one is given."""
        return wait_for(f"{role or 'anything'} called {name!r}", lambda: self._seen(name, role, enabled))

    def find_active_window(self, name):
        """Waits until keys go there."""
        return wait_for(f"the window {name!r} to take keys", lambda: self._active(name))

    def _active(self, name):
        window = self._seen(name, "frame") or self._seen(name, "dialog")
        return window if window and window.getState().contains(self._atspi.STATE_ACTIVE) else None

    def sees(self, name, role=None, enabled=False):
        return self._seen(name, role, enabled) is not None

    def _seen(self, name, role, enabled=False):
        for thing in self._walk(self._things()):
            try:
                if name in thing.name and role in (None, thing.getRoleName()) and self._shows(thing) and (self.enabled(thing) or not enabled):
                    return thing
            except Exception:  # it went away while we looked
                continue
        return None

    def _things(self):
        desktop = self._atspi.Registry.getDesktop(0)
        if self._looked_at is None:
            return desktop
        return [program for program in desktop if program is not None and program.get_process_id() == self._looked_at]

    def _shows(self, thing):
        return thing.getState().contains(self._atspi.STATE_SHOWING)

    def _walk(self, thing):
        try:
            children = list(thing)
        except Exception:
            return
        for child in children:
            if child is not None:
                yield child
                yield from self._walk(child)

    def tree(self):
        """All that shows, one a line: for writing a test, and for its failures."""
        lines = []

        def below(thing, depth):
            try:
                for child in thing:
                    if child is not None:
                        if self._shows(child):
                            lines.append("  " * depth + f"{child.getRoleName()} {child.name!r} {self.box(child)}")
                        below(child, depth + 1)
            except Exception as gone:
                lines.append("  " * depth + f"({gone})")

        for program in self._things():
            if program is not None:
                below(program, 0)
        return "\n".join(lines)

    def box(self, thing):
        """(x, y, width, height) on the screen."""
        try:
            return tuple(thing.queryComponent().getExtents(self._atspi.DESKTOP_COORDS))
        except NotImplementedError:
            return None

    def middle(self, thing):
        x, y, width, height = self.box(thing)
        return x + width // 2, y + height // 2

    def enabled(self, thing):
        return thing.getState().contains(self._atspi.STATE_ENABLED)

    def text(self, thing):
        return thing.queryText().getText(0, -1)

    def title(self):
        """Of the window that takes the keys, as its frame shows it."""
        return subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True, timeout=60).stdout.rstrip("\n")

    def listen(self):
        """From now on `heard` has the names of what took the focus, newest last."""
        program = os.path.join(os.path.dirname(__file__), "listener.py")
        listener = self._spawn([sys.executable, "-B", program], stdout=subprocess.PIPE, text=True)
        self.heard = []

        def collect():
            for line in listener.stdout:
                self.heard.append(line.rstrip("\n"))

        threading.Thread(target=collect, daemon=True).start()
        wait_for("the listener", lambda: "listening" in self.heard)

    # What a person does.

    def click(self, thing):
        x, y = self.middle(thing)
        self._hands("mousemove", x, y, "click", 1)

    def key(self, *keys):
        self._hands("key", "--clearmodifiers", "--delay", 30, *keys)

    def type(self, text):
        self._hands("type", "--clearmodifiers", "--delay", 8, text)

    def drag(self, start, end):
        (x0, y0), (x1, y1) = start, end
        steps = [part for i in range(1, 13) for part in ("mousemove", x0 + (x1 - x0) * i // 12, y0 + (y1 - y0) * i // 12, "sleep", 0.04)]
        self._hands("mousemove", x0, y0, "mousedown", 1, *steps, "mousemove", x1 + 2, y1 + 2, "sleep", 0.1, "mouseup", 1)

    def _hands(self, *words):
        subprocess.run(["xdotool", *map(str, words)], check=True, stdout=subprocess.DEVNULL, timeout=60)

    # What it looks like.

    def picture(self, file, thing=None):
        """A PNG of the screen, or of the part that `thing` covers."""
        part = []
        if thing is not None:
            x, y, width, height = self.box(thing)
            part = ["-crop", f"{width}x{height}+{x}+{y}", "+repage"]
        subprocess.run(["import", "-silent", "-window", "root", *part, str(file)], check=True, timeout=60)
        return file

    @staticmethod
    def differs(one, other):
        """How many pixels of two pictures of one size are not alike."""
        done = subprocess.run(["compare", "-metric", "AE", "-fuzz", "3%", one, other, "null:"], capture_output=True, text=True, timeout=60)
        return int(float(done.stderr.split()[0]))
