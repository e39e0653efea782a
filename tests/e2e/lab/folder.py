"""A folder of Markdown posts with front matter and pictures, as a static-site author has one. The same folder for the same seed."""

import os
import random
import struct
import subprocess
import zlib

_SUBJECTS = ["The harbour", "A lighthouse keeper", "My neighbour", "The ferry", "An old map", "The baker", "Our dog", "The north wind"]
_VERBS = ["waited for", "had forgotten", "came back with", "never mentioned", "walked past", "was drawn to", "argued about"]
_OBJECTS = ["the first snow", "a box of photographs", "the long way home", "its own reflection", "a quiet table by the window",
            "the smell of tar & salt", "“a story nobody asked for”", "the café at the corner"]
_PLACES = ["Lisbon", "Tromsø", "Kyōto", "Trieste", "the Hebrides", "Valparaíso", "Gdańsk", "Marrakesh"]
_TAGS = ["travel", "photography", "walks", "notes", "food", "winter"]


def sentence(rng):
    return f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)} in {rng.choice(_PLACES)}."


def png(file, width, height, rng):
    """A picture with soft bands, different for each call."""
    red, green, blue = (rng.randrange(40, 216) for _ in range(3))
    band = bytes(c for x in range(width) for c in ((red + x // 7) % 256, (green + x // 5) % 256, (blue + x // 3) % 256))
    rows = b"".join(b"\0" + band[3 * (y % 97):] + band[:3 * (y % 97)] for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    with open(file, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def write(folder, posts=24, pictures=36, seed=1):
    """{slug: [picture, …]}: the posts that were written and the picture files that each shows."""
    rng = random.Random(seed)
    os.makedirs(f"{folder}/pictures")
    names = []
    for n in range(pictures):
        name = f"pictures/{n:02} {rng.choice(_PLACES)}.png"
        png(f"{folder}/{name}", rng.choice([480, 900, 1600]), rng.choice([360, 600, 1067]), rng)
        if n % 3 == 0:  # as a camera writes them
            photo = name[:-3] + "jpg"
            subprocess.run(["convert", f"{folder}/{name}", "-quality", "88", f"{folder}/{photo}"], check=True)
            os.remove(f"{folder}/{name}")
            name = photo
        names.append(name)

    written = {}
    for n in range(posts):
        slug = f"post-{n:02}-{rng.choice(_TAGS)}"
        shown = names[n * pictures // posts:(n + 1) * pictures // posts]
        head = [f"title: \"{sentence(rng)[:-1]}\"", f"date: 2025-{n % 12 + 1:02}-{n % 27 + 1:02}T08:30:00Z",
                f"tags: [{', '.join(rng.sample(_TAGS, 2))}]", f"slug: {slug}"]
        if n % 4 == 0:
            head += [f"subtitle: {rng.choice(_PLACES)} on foot", "series: Slow walks"]
        if n % 5 == 0:
            head += ["excerpt: |", f"  {sentence(rng)}"]
        body = [" ".join(sentence(rng) for _ in range(rng.randrange(3, 7))) for _ in range(4)]
        for place, name in enumerate(shown):
            body.insert(2 * place + 1, f"![{sentence(rng)}](<{name}>)")
        body += ["## What stays", "- " + "\n- ".join(sentence(rng) for _ in range(3)),
                 "| day | km |\n|---|---:|\n| first | 12 |\n| second | 19 |", "```python\nprint('a < b & c')\n```"]
        with open(f"{folder}/{n:02}.md", "w", encoding="utf-8") as out:
            out.write("---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(body) + "\n")
        written[slug] = shown
    return written


def pictures(folder):
    return [f"{folder}/pictures/{name}" for name in sorted(os.listdir(f"{folder}/pictures"))]
