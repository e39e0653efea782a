"""The blogs that the pictures show, made by galleyctl: full, empty, large, hard to lay out, in two versions, out of reach."""

import os

from lab import folder, galleyctl
from lab.engine import free_port

LONG_TITLE = ("On the patience of harbours, lighthouses and the people who wait in them for ships that were announced for a "
              "Tuesday in the spring of another year")
LONG_SUBTITLE = ("With a short history of waiting, two tables of tides, a list of what is needed to repair a rangefinder, and an "
                 "apology to the reader who asked for less")
LONG_TAGS = "harbours, waiting, lighthouses, the-keeping-of-diaries-in-winter, photography, repair, tides, maps, bread, letters"
RTL = """הים היה שקט הבוקר, והרוח באה מן הצפון.

## לוח הגאות

- גאות ראשונה בשעה 06:12
- שפל בשעה 12:25

> מי שמחכה לים, הים מחכה לו.

המילה *harbour* עומדת באמצע המשפט, ו־`code` גם היא.
"""
KINDS = """Every morning the harbour master chalks two numbers on a board. Nobody reads them; everyone *knows* them.

```python
def tides(day: int, place: str = "the pier") -> list[tuple[str, float]]:
    return [(f"{hour:02}:12", 3.4 + 0.1 * math.sin(hour / 6.2)) for hour in range(day % 6, 24, 6)]  # a long line
```

| place | high water | low water | remarks of the harbour master |
|---|---:|---:|---|
| Pier | 06:12 | 12:25 | the ladder is slippery |
| Lighthouse | 06:40 | 12:51 | only with the keeper's leave |

- [x] chalk
- [ ] a new board, because the old one has been read by nobody for eleven years and deserves a rest
- [ ] the key

1. One
   - within
2. Two

> Because the sea keeps the appointment.

![The pier](PICTURE)

## What stays

A [link to a post that is not there](/blog/not-there), ~~struck~~, **bold** and a footnote that is none[^1]. A mispelled wrod.
"""


def _post(file, title, text, **fields):
    options = [word for name, value in fields.items() for word in (f"--{name}", value)]
    said = galleyctl.ok("post", "new", file, "--title", title, *options, "--content-file", "-", stdin=text)
    return said.split()[-1]


def _blog(place, name, title, *options):
    file = f"{place}/{name}.galley"
    galleyctl.ok("init", file, "--title", title, *options)
    return file


def _hard(place):
    file = _blog(place, "hard", "The annals of a very small harbour and of everyone who ever waited there")
    folder.write(f"{place}/notes", posts=1, pictures=1)
    picture, = folder.pictures(f"{place}/notes")
    slug = _post(file, "All kinds of blocks", "", tags="tides, tables")
    address = galleyctl.ok("image", "add", file, slug, picture)
    galleyctl.ok("post", "edit", file, slug, "--content-file", "-", stdin=KINDS.replace("PICTURE", address).replace("![The pier]", "![]"))
    _post(file, "לוח הגאות והשפל", RTL, subtitle="מה שהנמל מלמד על ההמתנה", tags="ים, המתנה")
    _post(file, LONG_TITLE, "Short text.\n\nAnd a second paragraph.\n" * 3, subtitle=LONG_SUBTITLE, tags=LONG_TAGS, slug="on-the-" + "patience-" * 7 + "of")
    _post(file, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "Ein Wort.\n")
    _post(file, "Next year", "Later.\n", date="2031-04-01 08:00")
    return file


def _many(place):
    os.mkdir(f"{place}/many")
    subjects, doings = ["The tide", "A lens", "Bread", "The keeper", "A map", "Winter", "The ferry"], ["waits", "turns", "comes back", "is late", "sleeps"]
    for n in range(5000):
        with open(f"{place}/many/{n:04}.md", "w", encoding="utf-8") as out:
            out.write(f"---\ntitle: \"{subjects[n % 7]} {doings[n % 5]}, {n}\"\ndate: {2012 + n % 14}-{n % 12 + 1:02}-{n % 27 + 1:02}T08:30:00Z\n"
                      f"tags: [{['sea', 'work', 'notes'][n % 3]}]\n---\n\nThe sea was flat and number {n} stood on the board.\n\nNothing moved.\n")
    file = _blog(place, "many", "Five thousand tides")
    galleyctl.run("import", file, f"{place}/many", timeout=600)
    return file


def _two_versions(place, url):
    """Of two files at one remote the second, whose post "Slack water" was written in both."""
    here, there = (_blog(place, name, "Tides") for name in ("here", "conflict"))
    text = "There is a quarter of an hour when nothing moves. Boats turn on their chains.\n\nLike people in a doorway.\n"
    galleyctl.ok("remote", "set", here, url)
    galleyctl.ok("migrate", url, "--yes")
    slug = _post(here, "Slack water", text, subtitle="What a harbour teaches")
    galleyctl.ok("publish", here, slug)
    galleyctl.ok("remote", "set", there, url)
    galleyctl.ok("sync", there)
    for file, words in ((here, "twice a day, when nothing moves"), (there, "when nothing moves at all")):
        edited = text.replace("when nothing moves", words).replace("doorway", "doorway, " + ("each letting" if file == here else "waiting for") + " the other")
        galleyctl.ok("post", "edit", file, slug, "--content-file", "-", stdin=edited)
    galleyctl.ok("sync", here)
    galleyctl.run("sync", there)
    return there


def _out_of_reach(place):
    file = _blog(place, "offline", "Tides")
    _post(file, "Slack water", "Nothing moves.\n")
    galleyctl.ok("remote", "set", file, f"http://127.0.0.1:{free_port()}")
    return file


def _refused(place, url):
    file = _blog(place, "refused", "Tides")
    _post(file, "Slack water", "Nothing moves.\n")
    galleyctl.ok("remote", "set", file, url.replace("127.0.0.1", "localhost"), GALLEY_TOKEN="wrong")
    return file


def bad_folder(place):
    """Markdown of which most can't come in as it is."""
    os.makedirs(place, exist_ok=True)
    files = {"good": b"---\ntitle: A good one\n---\n\nText.\n", "broken": b"---\ntitle: [not closed\n---\n\nText.\n", "latin": b"# Caf\xe9\n\nnot UTF-8\n",
             "picture": b"---\ntitle: With a picture\n---\n\n![Gone](pictures/gone.png)\n", "date": b"---\ntitle: When?\ndate: the day after\n---\n\nText.\n"}
    for name, data in files.items():
        with open(f"{place}/{name} of the notes that were kept in a drawer.md", "wb") as out:
            out.write(data)
    return place


def make(place, engine_url, guarded_url, names):
    """{name: (file, title)} of those in `names`; None among them is no blog."""
    makers = {"sample": lambda: _blog(place, "sample", "Field Notes", "--sample"), "empty": lambda: _blog(place, "empty", "A window on the sea"),
              "hard": lambda: _hard(place), "many": lambda: _many(place), "conflict": lambda: _two_versions(place, engine_url),
              "offline": lambda: _out_of_reach(place), "refused": lambda: _refused(place, guarded_url)}
    titles = {"sample": "Field Notes", "empty": "A window on the sea", "hard": "The annals", "many": "Five thousand tides"}
    return {name: (makers[name](), titles.get(name, "Tides")) for name in names if name}
