"""A program of its own that prints the name of whatever takes the focus, as a screen reader would say it: items of a menu, too, which
no walk from the desktop reaches."""

import warnings

warnings.simplefilter("ignore")  # pyatspi's own
import pyatspi  # noqa: E402


def say(event):
    try:
        if event.detail1:
            print(event.source.name, flush=True)
    except Exception:  # it went away meanwhile
        pass


pyatspi.Registry.registerEventListener(say, "object:state-changed:focused")
print("listening", flush=True)
pyatspi.Registry.start()
