"""Two computers and one site on the real engine, behind a proxy that cuts; programs that are killed at any moment; a reader who looks on."""

import json
import os
import random
import subprocess
import tempfile
import threading
import unittest
import urllib.error
import urllib.request

from lab import folder, galleyctl
from lab.cuttingproxy import CuttingProxy
from lab.engine import Engine

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy
KILLS = int(os.environ.get("GALLEY_KILLS", 200))
PUBLISHES = int(os.environ.get("GALLEY_PUBLISHES", 200))


def fetch(url):
    """(status, body)."""
    try:
        with _direct.open(url, timeout=30) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


class Computer:
    """A blog's file, and the words its author has written into it."""

    def __init__(self, place, name, url, rng):
        self.file = f"{place}/{name}.galley"
        self.name = name
        self._rng = rng
        self._words = 0
        self.written = set()
        galleyctl.ok("init", self.file, "--title", "Two desks")
        galleyctl.ok("remote", "set", self.file, url)

    def word(self):
        self._words += 1
        return f"{self.name}{self._words}word"

    def posts(self):
        return galleyctl.as_json("post", "list", self.file)

    def show(self, slug):
        return galleyctl.as_json("post", "show", self.file, slug)

    def write(self, place):
        """A new post, a paragraph into one that there is, a new title or a picture."""
        posts = self.posts()
        kind = self._rng.random()
        if not posts or kind < 0.1:
            words = [self.word() for _ in range(4)]
            galleyctl.ok("post", "new", self.file, "--title", f"Post {words[0]}", "--content-file", "-", stdin="\n\n".join(words) + "\n")
            self.written |= set(words)
            return
        slug = self._rng.choice(posts)["slug"]
        if kind < 0.2:
            picture = f"{place}/{self.word()}.png"
            folder.png(picture, 60 + self._words, 40, self._rng)
            paragraph = f"![A picture]({galleyctl.ok('image', 'add', self.file, slug, picture)})"
        else:
            paragraph = self.word()
            self.written.add(paragraph)
        paragraphs = self.show(slug)["content"].rstrip("\n").split("\n\n")
        paragraphs.insert(self._rng.randrange(len(paragraphs) + 1), paragraph)
        galleyctl.ok("post", "edit", self.file, slug, "--content-file", "-", stdin="\n\n".join(paragraphs) + "\n")

    def killed(self, *command):
        """Starts galleyctl and kills it at some moment of its life, often before its end."""
        process = subprocess.Popen([galleyctl.PROGRAM, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=self._rng.random() ** 2 * 0.4)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def sync(self):
        return galleyctl.as_json("sync", self.file)

    def conflicts(self):
        return galleyctl.as_json("conflicts", self.file)


class Sync(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))
        self.rng = random.Random(int(os.environ.get("GALLEY_SEED", 1)))

    def settle(self, computers):
        """Both in step with the site, whatever was cut before."""
        for _ in range(12):
            reports = [computer.sync() for computer in computers]
            if all(not report["posts_received"] and not report["drafts_sent"] and not report["images_sent"]
                   and not report["images_received"] and not report["units"] for report in reports):
                return
        self.fail(f"never in step: {reports}")

    def test_killed_at_any_moment_nothing_is_lost(self):
        with CuttingProxy(int(self.engine.url.rsplit(":", 1)[1]), 7) as proxy:
            here = Computer(self.place, "here", proxy.url, self.rng)
            there = Computer(self.place, "there", proxy.url, self.rng)
            here.sync()
            for _ in range(KILLS):
                computer = self.rng.choice([here, there])
                computer.write(self.place)
                proxy.trouble = self.rng.choice([0, 0, 0.3])
                slugs = [post["slug"] for post in computer.posts()]
                command = ["publish", computer.file, self.rng.choice(slugs)] if self.rng.random() < 0.25 else ["sync", computer.file]
                computer.killed(*command)
            proxy.trouble = 0
            self.settle([here, there])

            written = here.written | there.written
            # A draft with an open conflict waits where it was written, so both files count.
            text = self.all_text(here) + self.all_text(there) + json.dumps(here.conflicts()) + json.dumps(there.conflicts())
            self.assertEqual(set(), {word for word in written if word not in text}, "words that were written and are nowhere")
            for _ in range(6):
                open_conflicts = [(computer, conflict) for computer in (here, there) for conflict in computer.conflicts()]
                if not open_conflicts:
                    break
                for slug in {conflict["slug"] for computer, conflict in open_conflicts if computer is open_conflicts[0][0]}:
                    galleyctl.ok("resolve", open_conflicts[0][0].file, slug, "--mine")
                self.settle([here, there])
            self.assertEqual([], here.conflicts() + there.conflicts())
            self.assertEqual(self.as_seen(here.file), self.as_seen(there.file))
            self.assertEqual(self.as_seen(here.file), self.as_seen(self.engine.url))
            self.assertEqual(0, self.engine.value("SELECT count(*) FROM galley_pushes WHERE guard NOT IN (0, 1)"))
            galleyctl.ok("check", here.file)
            self.assertGreater(proxy.cut, 0)

    def all_text(self, computer):
        return "".join(computer.show(post["slug"])["content"] for post in computer.posts())

    @staticmethod
    def as_seen(target):
        posts = {}
        for post in galleyctl.as_json("post", "list", target):
            whole = galleyctl.as_json("post", "show", target, post["slug"])
            posts[post["slug"]] = (whole["title"], whole["content"], whole["tags"], whole["status"], sorted(i["id"] for i in whole["images"]))
        return posts

    def test_a_reader_never_sees_half_a_post(self):
        author = Computer(self.place, "author", self.engine.url, self.rng)
        slug = galleyctl.ok("post", "new", author.file, "--title", "Watched")
        seen, faults, done = set(), [], threading.Event()

        def read(url):
            while not done.is_set():
                status, page = fetch(f"{url}/blog/watched")
                if status == 404:
                    continue
                if status != 200:
                    faults.append(f"the page answered {status}")
                    continue
                html = page.decode()
                marks = {part.split(" ")[0] for part in html.split("edition-")[1:]}
                # The same number stands at the top and the bottom of what was written.
                if len(marks) != 1:
                    faults.append(f"editions {marks} in one page")
                seen.update(marks)
                for image in {part.split('"')[0] for part in html.split('src="/images/')[1:]}:
                    status, _ = fetch(f"{url}/images/{image}")
                    if status != 200:
                        faults.append(f"image {image} answered {status}")

        with galleyctl.Served(self.engine.url) as served:
            reader = threading.Thread(target=read, args=(served.url,))
            reader.start()
            try:
                for n in range(PUBLISHES):
                    picture = f"{self.place}/{n}.png"
                    folder.png(picture, 50 + n, 30, self.rng)
                    address = galleyctl.ok("image", "add", author.file, slug, picture)
                    text = f"edition-{n} begins\n\n![Edition]({address})\n\nedition-{n} ends\n"
                    galleyctl.ok("post", "edit", author.file, slug, "--content-file", "-", stdin=text)
                    galleyctl.ok("publish", author.file, slug)
            finally:
                done.set()
                reader.join(timeout=60)
        self.assertEqual([], faults[:5])
        self.assertGreater(len(seen), PUBLISHES // 20, "the reader looked on all the while")


if __name__ == "__main__":
    unittest.main()
