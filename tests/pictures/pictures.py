"""Pictures of every state of the window, at three sizes, in both themes: pictures.py DIR [STATE…], called by tests/long.sh.

Each size and theme, a look, is a process of its own (`one`), for a process knows one desktop. A state that can't be taken is named,
and the exit is 1. GALLEY_LOOKS ("900x600-dark 1440x900-light") takes some of the looks only, or ones of other sizes."""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "e2e"))

import blogs  # noqa: E402
import manyposts  # noqa: E402,F401  (its scenes are kept as it is imported)
import writing  # noqa: E402,F401
from desk import Desk  # noqa: E402
from lab.engine import Engine  # noqa: E402
from lab.hrana import HranaServer  # noqa: E402
from scene import SCENES  # noqa: E402

LOOKS = [f"{size}-{theme}" for size in ("900x600", "1440x900", "2560x1440") for theme in ("light", "dark")] + ["2560x1440-light-2x", "2560x1440-dark-2x"]
TWICE = {"desk", "details", "welcome", "find", "replace", "palette"}  # what the looks at 2x are for: icons and hairlines


def one(look, out, wanted, files):
    """Takes the states of one look; returns those that it could not."""
    size, theme, *twice = look.split("-")
    missing = []
    with tempfile.TemporaryDirectory() as place, Desk(size, theme, 2 if twice else 1, place) as desk:
        for scene in SCENES:
            left = [name for name in scene.names if name in wanted and (name in TWICE or not twice)]
            if left:
                play(desk, scene, left, files, f"{out}/{{}}.{look}.png")
                missing += left
    return missing


def play(desk, scene, left, files, path):
    """Takes from `left` what it takes; a failure ends the scene, and its screen is kept as the first state that is missing."""
    file, title = files[scene.blog] if scene.blog else (None, "Galley")
    try:
        desk.open(file, title, **scene.options)
        for name in scene.play(desk):
            if name in left:
                desk.shoot(path.format(name))
                left.remove(name)
            if not left:
                break
    except (AssertionError, OSError, subprocess.SubprocessError) as trouble:
        print(f"{scene.play.__name__}: {trouble}", file=sys.stderr)
        desk.shoot(path.format(f"failed-{left[0]}"))
    finally:
        desk.close()


def main(out, *states):
    known = {name for scene in SCENES for name in scene.names}
    if unknown := set(states) - known:
        print(f"no such state: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    wanted = set(states) or known
    looks = os.environ.get("GALLEY_LOOKS", "").split() or LOOKS
    os.makedirs(out, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as place, Engine(f"{place}/remote.db") as engine, \
            HranaServer(f"{place}/guarded.db", "--token", "GALLEY-CANARY-pictures") as guarded, Engine(f"{place}/fresh.db") as fresh:
        files = blogs.make(place, engine.url, guarded.url, {scene.blog for scene in SCENES if wanted & set(scene.names)})
        environment = dict(os.environ, GALLEY_FILES=json.dumps(files), GUARDED_URL=guarded.url, ENGINE_URL=fresh.url)
        for look in looks:
            done = subprocess.run([sys.executable, "-B", __file__, "--one", look, out, *wanted], env=environment, timeout=3600)
            failed = failed or done.returncode
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] != ["--one"]:
        sys.exit(main(*sys.argv[1:]))
    look, folder, *states = sys.argv[2:]
    missing = one(look, folder, set(states), json.loads(os.environ["GALLEY_FILES"]))
    print(f"{look}: " + (f"not taken: {', '.join(missing)}" if missing else "all taken"))
    sys.exit(1 if missing else 0)
