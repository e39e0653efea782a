"""Two computers and one site on the real engine, behind a proxy that cuts; programs that are killed at any moment."""

import json
import os
import random
import tempfile
import unittest

from lab import galleyctl
from lab.computer import Computer
from lab.cuttingproxy import CuttingProxy
from lab.engine import Engine

KILLS = int(os.environ.get("GALLEY_KILLS", 200))


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


if __name__ == "__main__":
    unittest.main()
