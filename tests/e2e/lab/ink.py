"""What is where in a picture of text: the boxes that ink covers line by line, and the flat colours."""

import subprocess
from collections import Counter
from itertools import groupby

FLAT = 12  # pixels of one colour side by side: more than a stroke of a letter has
APART = 20  # pixels without ink that part two boxes of one line: a column of a table, not a space or a bullet


class Picture:
    """A PNG. Colours are (red, green, blue)."""

    def __init__(self, file):
        with open(file, "rb") as png:
            self.width = int.from_bytes(png.read(20)[16:], "big")
        done = subprocess.run(["convert", file, "-depth", "8", "rgba:-"], check=True, stdout=subprocess.PIPE, timeout=60)
        pixels = memoryview(done.stdout).cast("I")
        self._paper = Counter(pixels).most_common(1)[0][0]
        self._rows = [pixels[at:at + self.width].tolist() for at in range(0, len(pixels), self.width)]

    def paper(self):
        return _rgb(self._paper)

    def part(self, top, height):
        """The rows of one block, and two below it: its last hairline may lie across its edge."""
        return Part(self._rows[max(0, round(top)):round(top + height) + 2], self._paper)


def _rgb(pixel):
    return pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255


def distance(one, other):
    return max(abs(a - b) for a, b in zip(one, other))


class Part:
    """Positions count from its own corner."""

    def __init__(self, rows, paper):
        self._rows = rows
        self._colours = Counter()
        self._runs = {}  # colour: [(y, left, right)] of where it lies flat
        for y, row in enumerate(rows):
            self._colours.update(row)
            x = 0
            for pixel, same in groupby(row):
                length = len(list(same))
                if length >= FLAT:
                    self._runs.setdefault(pixel, []).append((y, x, x + length))
                x += length
        self._paper = paper

    def areas(self):
        """{colour: (left, top, right, bottom)} of what is flat and not the paper: what stands behind code, hairlines, a mark."""
        return {_rgb(pixel): (min(left for _, left, _ in runs), runs[0][0], max(right for *_, right in runs), runs[-1][0] + 1)
                for pixel, runs in self._runs.items() if pixel != self._paper and sum(right - left for _, left, right in runs) >= 40}

    def strongest(self):
        """The colour furthest from the paper: that of the ink, where a stroke fills a pixel."""
        return max(map(_rgb, self._colours), key=lambda colour: distance(colour, _rgb(self._paper)))

    def boxes(self):
        """[(left, top, right, bottom)] of the ink in each line, from left to right; what is faint beside the strongest ink is none."""
        flat = [_rgb(self._paper), *self.areas()]
        away = {pixel: min(distance(_rgb(pixel), colour) for colour in flat) for pixel in self._colours}
        least = max(4, max(away.values(), default=0) * 0.3)
        ink = {pixel for pixel, far in away.items() if far >= least}
        lines = []
        for y, row in enumerate(self._rows):
            xs = [] if ink.isdisjoint(row) else [x for x, pixel in enumerate(row) if pixel in ink]
            if xs and lines and y - lines[-1][1] <= 1:  # a dot of an Arabic letter may touch it or not
                lines[-1][1] = y + 1
                lines[-1][2].append((y, xs))
            elif xs:
                lines.append([y, y + 1, [(y, xs)]])
        return [box for _, _, inked in lines for box in _parted(inked)]


def _parted(inked):
    columns = sorted({x for _, xs in inked for x in xs})
    start = 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or columns[at] - columns[at - 1] > APART:
            left, right = columns[start], columns[at - 1]
            ys = [y for y, xs in inked if any(left <= x <= right for x in xs)]
            yield left, min(ys), right + 1, max(ys) + 1
            start = at
