"""The main job: a folder of posts becomes a local blog, is published to the real engine, and is read in a real browser."""

import sqlite3
import tempfile
import unittest
from contextlib import closing

from lab import folder, galleyctl
from lab.browser import Browser
from lab.engine import Engine

LONG_WORD = "Donaudampfschifffahrt" * 10


class Blog(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory())
        self.file = f"{self.place}/Travels.galley"
        self.engine = self.enterContext(Engine(f"{self.place}/remote.db"))

    def local(self, sql, *arguments):
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql, arguments).fetchall()

    def remote_counts(self):
        """How much there is on the remote that a reader, or another desk, could see."""
        tables = ("posts", "images", "galley_drafts", "galley_draft_images")
        return {table: self.engine.value(f"SELECT count(*) FROM {table}") for table in tables if self.engine.has_table(table)}

    def test_from_a_folder_to_a_reader(self):
        posts = folder.write(f"{self.place}/notes")
        pictures = sum(map(len, posts.values()))
        self.assertGreaterEqual(len(posts), 20)
        self.assertGreaterEqual(pictures, 30)

        galleyctl.ok("init", self.file, "--title", "Travels")
        galleyctl.ok("import", self.file, f"{self.place}/notes")
        listed = galleyctl.as_json("post", "list", self.file)
        self.assertEqual(set(posts), {post["slug"] for post in listed})
        self.assertEqual({"draft"}, {post["status"] for post in listed})
        self.assertEqual([(0,)], self.local("SELECT count(*) FROM posts"), "an import publishes nothing")

        galleyctl.ok("remote", "set", self.file, self.engine.url)
        galleyctl.ok("remote", "test", self.file)
        self.assertFalse(any(self.remote_counts().values()), "nothing is public before it is published")

        one = next(slug for slug in posts if posts[slug])
        galleyctl.ok("publish", self.file, one)
        self.assertEqual([(one,)], self.engine.rows("SELECT slug FROM posts"))
        self.assertEqual(len(posts[one]), self.engine.value("SELECT count(*) FROM images"), "only its own images went with it")

        galleyctl.ok("publish", self.file, "--all")
        content = "SELECT id, title, slug, content, excerpt, tags, published, published_at, subtitle, series_id FROM posts ORDER BY id"
        first = self.engine.rows(content), self.engine.rows("SELECT id, post_id, image_data FROM images ORDER BY id")
        galleyctl.ok("publish", self.file, "--all")
        again = self.engine.rows(content), self.engine.rows("SELECT id, post_id, image_data FROM images ORDER BY id")
        self.assertEqual(first, again, "publishing twice changes nothing")

        listed = galleyctl.as_json("post", "list", self.engine.url)
        self.assertEqual(set(posts), {post["slug"] for post in listed})
        self.assertEqual({"published"}, {post["status"] for post in listed})
        self.assertEqual(pictures, self.engine.value("SELECT count(*) FROM images"), "each image is there once")
        self.assertEqual(0, self.engine.value("SELECT count(*) FROM galley_draft_images"))

        self.images_come_back_exactly(again[1])
        self.leaves_as_it_came(posts, pictures)
        self.a_reader_sees_them(posts)

    def leaves_as_it_came(self, posts, pictures):
        """Out of the remote as files, and into a new blog."""
        out = f"{self.place}/exported"
        self.assertEqual(f"{len(posts)} posts and {pictures} images exported.", galleyctl.ok("export", self.engine.url, out).splitlines()[-1])
        other = f"{self.place}/other.galley"
        galleyctl.ok("init", other, "--title", "Other")
        galleyctl.ok("import", other, out)
        fields = "SELECT slug, title, coalesce(subtitle, ''), coalesce(tags, '') FROM {} ORDER BY slug"
        with closing(sqlite3.connect(other)) as connection:
            self.assertEqual(self.local(fields.format("posts")), connection.execute(fields.format("galley_drafts")).fetchall())
            images = connection.execute("SELECT image_data FROM galley_draft_images ORDER BY image_data").fetchall()
        self.assertEqual(self.local("SELECT image_data FROM images ORDER BY image_data"), images)

    def images_come_back_exactly(self, remote):
        stored = self.local("SELECT id, image_data FROM images ORDER BY id")
        self.assertEqual(stored, [(image_id, data) for image_id, _, data in remote])
        for image_id, data in stored[::7]:
            out = f"{self.place}/out"
            galleyctl.ok("image", "get", self.engine.url, image_id, out)
            with open(out, "rb") as file:
                self.assertEqual(data, file.read())

    def a_reader_sees_them(self, posts):
        busiest = sorted(posts, key=lambda slug: len(posts[slug]))[-3:]
        newest = max(posts)
        galleyctl.ok("post", "edit", self.engine.url, newest, "--title", LONG_WORD, "--subtitle", LONG_WORD, "--tags", LONG_WORD)
        galleyctl.ok("publish", self.engine.url, newest)
        with galleyctl.Served(self.engine.url) as served, Browser(self.place) as browser:
            browser.open(served.url + "/")
            addresses = browser.evaluate("return [...document.querySelectorAll('a')].map(a => a.href)")
            self.assertTrue(any("/blog/post-" in address for address in addresses))
            for slug in busiest:
                browser.open(f"{served.url}/blog/{slug}")
                title = galleyctl.as_json("post", "show", self.engine.url, slug)["title"]
                self.assertEqual(title, browser.evaluate("return document.querySelector('h1').textContent.trim()"))
                images = [image for image in browser.images() if "/images/" in image[0]]
                self.assertEqual(len(posts[slug]), len(images))
                self.assertTrue(all(width > 0 for _, width in images), images)
            self.no_page_scrolls_sideways(browser, served.url, newest)

    def no_page_scrolls_sideways(self, browser, site, slug):
        for page in ("/", f"/blog/{slug}"):
            for width in (360, 1280):
                browser.tell("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
                browser.open(site + page)
                self.assertIn(LONG_WORD, browser.evaluate("return document.querySelector('main').textContent"))
                self.assertLessEqual(browser.evaluate("return document.documentElement.scrollWidth"), width, f"{page} at {width}")


if __name__ == "__main__":
    unittest.main()
