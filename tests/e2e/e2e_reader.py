"""Publishing again and again to the real engine, while a reader looks on through the site."""

import os
import random
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from lab import folder, galleyctl
from lab.computer import Computer
from lab.engine import Engine

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy
PUBLISHES = int(os.environ.get("GALLEY_PUBLISHES", 200))


def fetch(url):
    """(status, body)."""
    try:
        with _direct.open(url, timeout=30) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


class Reader(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))
        self.rng = random.Random(int(os.environ.get("GALLEY_SEED", 1)))

    def test_a_reader_never_sees_half_a_post(self):
        author = Computer(self.place, "author", self.engine.url, self.rng)
        slug = galleyctl.ok("post", "new", author.file, "--title", "Watched")
        seen, faults, done = set(), [], threading.Event()
        rng = random.Random(self.rng.random())

        def read(url):
            while not done.is_set():
                time.sleep(rng.uniform(0, 0.02))  # at any moment, and not for all of a processor
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
