"""The pane shows what readers will see: each kind of block, drawn by the pane and by Chromium, compared as pictures.

What may differ stands below and in docs/testing.md. GALLEY_PICTURES=DIR keeps the pictures.
"""

import os
import random
import subprocess
import tempfile
import unittest

from lab import folder, galleyctl, ink
from lab.browser import Browser

COLUMNSHOT = os.environ["GALLEY_COLUMNSHOT"]

# What the two may differ by.
HEIGHT = 0.6   # pixels of a block's height: the pane's are whole
ROWS = {"long list": 15}  # items that the pane lays out, and rounds, one by one
ACROSS = 2  # pixels at the ends of a line
DOWN = 2  # pixels at its top and bottom
EDGE = 3  # pixels of a flat colour's outer edges
NOTICED = 4  # pixels: a block that stands off by as many is seen
FLAT_COLOUR = 2  # of 255, in each colour of paper and of what else is flat
INK = 24  # of 255, in each colour of the ink: thin strokes fill no pixel

WORDS = ("Every morning the harbour master chalks two numbers on a board; nobody reads them, and everyone knows them. "
         "He told me why he still writes: the sea keeps its appointments whether or not anybody comes to meet it.")

ARABIC = ("كل صباح يكتب مدير الميناء رقمين على لوح؛ لا يقرؤهما أحد، والجميع يعرفهما. سألته لماذا لا يزال يكتب: "
          "البحر يحفظ مواعيده، سواء جاء أحد للقائه أم لم يأت.")
HEBREW = ("בכל בוקר רושם מנהל הנמל שני מספרים על לוח; איש אינו קורא אותם, והכול יודעים אותם. שאלתי אותו מדוע הוא עדיין כותב: "
          "הים שומר על פגישותיו.")

# One block each, and the kind that it stands for.
KINDS = {
    "heading 1": "# The tide tables",
    "heading 2": "## What `code` there is in *it*",
    "heading 3": "### A third part",
    "heading 4": "#### A fourth part",
    "heading 5": "##### A fifth part",
    "heading 6": "###### A sixth part",
    "heading of two lines": "## " + WORDS[:110],
    "paragraph": WORDS,
    "paragraph with marks": "Some **bold words**, *slanted ones*, ***both***, `a + b`, ~~struck~~ and [a link](https://example.org/) in one; "
                            "then https://example.org/as-it-is, H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <mark>marked</mark> and "
                            "<small>small</small> in the next.  \nA line of its own.",
    "paragraph with an image": "Before ![dot](DOT) and after it.",
    "list": "- one\n- two with `code`\n  - in it\n    - and deeper\n- " + WORDS,
    "loose list": "- one\n\n  And more of one.\n\n- two",
    "ordered list": "1. one\n2. " + WORDS + "\n3. three\n   1. in it",
    "ordered list past nine": "9. nine\n10. ten",
    "long list": "\n".join(f"{n}. number {n}" for n in range(1, 16)),
    "task list": "- [ ] open\n- [x] done\n- [ ] " + WORDS,
    "quote": "> Because *the sea* keeps the appointment.\n>\n> - one\n> - two",
    "quote in a quote": "> " + WORDS + "\n>\n> > In it.",
    "code": "```cpp\nint tide = 1 < 2;\n\treturn tide; // -> != ===\n```",
    "code with a long line": "```\nshort\n" + "let tide = harbour.master.writes(numbers); " * 6 + "\n```",
    "table": "| what | how *much* `n` | when |\n|:--|--:|:-:|\n| bread | 12 | now |\n| salt and `sugar` | 1,200 | later |",
    "wide table": "| what | why |\n|--|--|\n| harbour | " + WORDS + " |\n| sea | short |",
    "figure": "![A harbour in the morning](HARBOUR)",
    "figure of a small image": "![A dot](DOT)",
    "rule": "---",
    "definitions": "<dl><dt>tide</dt><dd>" + WORDS[:90] + "</dd><dt>sea</dt><dd>water</dd></dl>",
    "line breaks": "One  \nTwo<br><br>Four\\\nFive",
    "raw HTML": "<p align=\"center\">In the <b>middle</b></p>",
    "paragraph read from the right": ARABIC,
    "heading read from the right": "## جداول المد",
    "list read from the right": "- " + HEBREW + "\n- שלום `code`\n  - פנימי",
    "quote read from the right": "> " + HEBREW,
    "words read from the right in a paragraph": "The harbour (" + HEBREW[:20] + ") and [a link](https://example.org/).",
    "last": "The end.",
}

# The same in a post that as a whole is read from the right.
MIRRORED = {
    "paragraph": ARABIC,
    "heading": "## جداول `code` المد",
    "paragraph with marks": "אחת **שתיים**, *שלוש*, `a + b` ו־[קישור של מילים](https://example.org/); 12:30, 1,200 ו־(x).  \nשורה משלה.",
    "paragraph read from the left": WORDS,
    "list": "- " + HEBREW + "\n- שלום `code`\n  - פנימי\n- One in English",
    "ordered list": "9. " + HEBREW + "\n10. עשר",
    "task list": "- [ ] פתוח\n- [x] גמור\n- [ ] " + HEBREW,
    "quote": "> " + HEBREW,
    "table": "| שם | מספר | מתי |\n|:-:|--|:--|\n| לחם | 12 | עכשיו |\n| מלח `n` | 1,200 | אחר כך |",
    "code": "```\nlet tide = 1 < 2;\n```",
    "definitions": "<dl><dt>ים</dt><dd>" + HEBREW + "</dd></dl>",
    "last": "סוף.",
}


class Pane(unittest.TestCase):
    def setUp(self):
        self.place = os.environ.get("GALLEY_PICTURES") or self.enterContext(tempfile.TemporaryDirectory())
        self.home = self.enterContext(tempfile.TemporaryDirectory())
        self.blog = f"{self.home}/Travels.galley"
        rng = random.Random(7)
        folder.png(f"{self.home}/harbour.png", 1600, 900, rng)
        folder.png(f"{self.home}/dot.png", 24, 24, rng)
        galleyctl.ok("init", self.blog, "--title", "Travels")
        self.browser = self.enterContext(Browser(self.home, "--font-render-hinting=none", "--disable-lcd-text", "--hide-scrollbars"))

    def post(self, title, kinds):
        galleyctl.ok("post", "new", self.blog, "--title", title, "--slug", "kinds")
        text = "\n\n<!-- one list is not the next -->\n\n".join(kinds.values()) + "\n"
        self.pictures = []
        for name in ("harbour", "dot"):
            address = galleyctl.ok("image", "add", self.blog, "kinds", f"{self.home}/{name}.png")
            text = text.replace(f"]({name.upper()})", f"]({address})")
            self.pictures.append(address.removeprefix("/images/") + f"={self.home}/{name}.png")
        with open(f"{self.home}/post.md", "w") as out:
            out.write(text)
        galleyctl.ok("post", "edit", self.blog, "kinds", "--content-file", f"{self.home}/post.md")
        self.address = self.enterContext(galleyctl.Served(self.blog, "--proof")).url + "/blog/kinds"

    def pane(self, scheme, width):
        file = f"{self.place}/pane-{self.id()[-5:]}-{scheme}-{width}.png"
        done = subprocess.run([COLUMNSHOT, f"{self.home}/post.md", file, str(width), scheme, *self.pictures],
                              check=True, stdout=subprocess.PIPE, text=True, timeout=120, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        return file, [tuple(map(int, line.split())) for line in done.stdout.splitlines()]

    def page(self, scheme, width):
        """The same of the served page, at a window in which its column is that wide."""
        self.browser.prefer(scheme)
        self.browser.tell("Emulation.setDeviceMetricsOverride", width=width + 48, height=1000, deviceScaleFactor=1, mobile=False)
        self.browser.open(self.address)
        self.browser.images()
        column = self.browser.evaluate("""
            await document.fonts.ready;
            const prose = document.querySelector('.prose'), box = prose.getBoundingClientRect();
            return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height,
                    blocks: [...prose.children].map(e => e.getBoundingClientRect()).map(b => [b.y - box.y, b.height])};""")
        self.assertEqual(width, column["width"])
        file = f"{self.place}/page-{self.id()[-5:]}-{scheme}-{width}.png"
        self.browser.picture(file, column["x"], column["y"], width, column["height"])
        return file, column["blocks"]

    def test_each_kind_of_block(self):
        self.compare("Kinds", KINDS)

    def test_a_post_read_from_the_right(self):
        self.compare("جداول المد", MIRRORED)

    def compare(self, title, kinds):
        self.post(title, kinds)
        complaints = []
        for width in (660, 560):
            for scheme in ("light", "dark"):
                pane, ours = self.pane(scheme, width)
                page, theirs = self.page(scheme, width)
                self.assertEqual(len(kinds), len(ours))
                self.assertEqual(len(kinds), len(theirs))
                pictures = ink.Picture(pane), ink.Picture(page)
                self.assertEqual(pictures[0].paper(), pictures[1].paper())
                for kind, (top, height), (page_top, page_height) in zip(kinds, ours, theirs):
                    where = f"{scheme}, {width}, {kind}: "
                    if abs(height - page_height) > HEIGHT + 0.5 * ROWS.get(kind, 0):
                        complaints.append(where + f"{height} high, not {page_height:.1f}")
                    parts = pictures[0].part(top, height), pictures[1].part(page_top, page_height)
                    complaints += [where + what for what in differences(*parts, kind)]
                    moved = pictures[1].part(page_top + NOTICED, page_height)
                    if not any(differences(parts[0], moved, kind)):
                        complaints.append(where + f"looks the same {NOTICED} pixels higher: this test would miss anything")
        if complaints:
            self.fail("\n" + "\n".join(complaints))


def differences(ours, theirs, kind):
    """What a person would see of one block, beyond what is allowed."""
    if not kind.startswith("figure"):  # a photograph is all colours
        if ink.distance(ours.strongest(), theirs.strongest()) > INK:
            yield f"is written in {ours.strongest()}, not in {theirs.strongest()}"
        areas, expected = ours.areas(), theirs.areas()
        for one, other, who in ((areas, expected, "pane"), (expected, areas, "page")):
            for colour, box in one.items():
                if not any(ink.distance(colour, there) <= FLAT_COLOUR and near(box, other[there], EDGE, EDGE) for there in other):
                    yield f"only the {who} has {colour} at {box}; the other {other}"
    boxes, expected = ours.boxes(), theirs.boxes()
    if len(boxes) != len(expected) or not all(near(box, other, ACROSS, DOWN) for box, other in zip(boxes, expected)):
        yield f"has ink at {boxes}, not at {expected}"


def near(box, other, across, down):
    return all(abs(box[side] - other[side]) <= limit for side, limit in enumerate((across, down, across, down)))


if __name__ == "__main__":
    unittest.main()
