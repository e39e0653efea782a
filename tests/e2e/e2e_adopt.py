"""A database that the site made is taken over, on a file and on the real engine: nothing in it changes, the site goes on writing,
and Galley edits and publishes what is there."""

import sqlite3
import tempfile
import unittest
from contextlib import closing, contextmanager

from lab import galleyctl, site
from lab.engine import Engine


class File:
    """The same three methods as Engine, over SQLite."""

    def __init__(self, path):
        self.url = path

    def rows(self, sql, *arguments):
        with closing(sqlite3.connect(self.url, isolation_level=None)) as connection:
            return connection.execute(sql, arguments).fetchall()

    def value(self, sql, *arguments):
        return self.rows(sql, *arguments)[0][0]

    def has_table(self, name):
        return self.value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", name) == 1


def columns(place, table):
    return [row[0] for row in place.rows("SELECT name FROM pragma_table_info(?)", table)]


def values(place, table, names, where="1"):
    """Every value with its storage class: 1 and '1' are not the same."""
    listed = ", ".join(f"typeof({name}), {name}" for name in names)
    return place.rows(f"SELECT rowid, {listed} FROM {table} WHERE {where} ORDER BY rowid")


class Adoption(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    @contextmanager
    def place(self, kind, age):
        path = f"{self.folder}/{kind}-{age}.galley"
        if kind == "file":
            yield File(path)
        else:
            with Engine(path) as engine:
                yield engine

    def test_nothing_changes_the_site_writes_on_and_a_post_is_published(self):
        for kind in ("file", "engine"):
            for age in site.AGES:
                with self.subTest(f"{kind}, {age}"), self.place(kind, age) as place:
                    for sql, arguments in site.AGES[age]:
                        place.rows(sql, *arguments)
                    before = {table: columns(place, table) for table in site.TABLES if place.has_table(table)}
                    self.nothing_changes(place, age, before)
                    self.the_site_writes_on(place)
                    self.a_post_is_edited_and_published(place, before["posts"])

    def nothing_changes(self, place, age, before):
        old = {table: values(place, table, names) for table, names in before.items()}
        done = galleyctl.run("migrate", place.url, "--yes")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(age == "text-series", "ids of series" in done.stdout, "a key that is no integer is reported")
        self.assertEqual(old, {table: values(place, table, names) for table, names in before.items()})

        schema = place.rows("SELECT name, sql FROM sqlite_schema ORDER BY name")
        galleyctl.ok("migrate", place.url, "--yes")
        self.assertEqual(schema, place.rows("SELECT name, sql FROM sqlite_schema ORDER BY name"))

    def the_site_writes_on(self, place):
        row = "(title, slug, content, published, published_at, inserted_at, updated_at)"
        when = "'2024-05-01 10:00:00', '2024-05-01 10:00:00', '2024-05-01 10:00:00'"
        feed = lambda: place.value("SELECT coalesce(max(seq), 0) FROM galley_changes")

        def followed(entity, entity_id, since):
            found = place.rows("SELECT seq FROM galley_changes WHERE entity = ? AND entity_id = ?", entity, entity_id)
            self.assertEqual(1, len(found), f"{entity} {entity_id} is in the feed once")
            self.assertGreater(found[0][0], since)

        def post(slug):
            return place.rows("SELECT id, content FROM posts WHERE slug = ?", slug)[0]

        mark = feed()
        place.rows(f"INSERT INTO posts {row} VALUES ('Plain', 'plain', 'one', 1, {when})")
        followed("posts", post("plain")[0], mark)

        mark = feed()
        place.rows(f"INSERT OR IGNORE INTO posts {row} VALUES ('Plain again', 'plain', 'two', 1, {when})")
        self.assertEqual("one", post("plain")[1])
        self.assertEqual(mark, feed(), "a write that was ignored is no change")
        place.rows(f"INSERT OR IGNORE INTO posts {row} VALUES ('Other', 'other', 'three', 1, {when})")
        followed("posts", post("other")[0], mark)

        mark = feed()
        place.rows(f"INSERT INTO posts {row} VALUES ('Upsert', 'plain', 'four', 1, {when}) "
                   "ON CONFLICT (slug) DO UPDATE SET title = excluded.title, content = excluded.content")
        self.assertEqual("four", post("plain")[1])
        followed("posts", post("plain")[0], mark)

        mark = feed()
        place.rows("INSERT INTO images (post_id, filename, content_type, image_data, inserted_at, updated_at) "
                   "VALUES (?, 'x.jpg', 'image/jpeg', ?, '2024-05-01 10:00:00', '2024-05-01 10:00:00')", post("plain")[0], site.IMAGE)
        followed("images", place.value("SELECT max(id) FROM images"), mark)

        mark = feed()
        gone = post("other")[0]
        place.rows("DELETE FROM posts WHERE id = ?", gone)
        followed("posts", gone, mark)

    def a_post_is_edited_and_published(self, place, names):
        slug = "down-at-the-harbour"
        here = f"slug = '{slug}'"
        kept = [name for name in names if name not in ("content", "excerpt", "updated_at")]
        others = values(place, "posts", names, f"NOT coalesce({here}, 0)")
        row = values(place, "posts", names, here)
        text = place.value("SELECT content FROM posts WHERE slug = ?", slug) + "\n\nA line that the author adds.\n"

        galleyctl.ok("post", "edit", place.url, slug, "--content-file", "-", stdin=text)
        self.assertEqual(row, values(place, "posts", names, here), "an edit is not public")
        self.assertEqual("edited", galleyctl.as_json("post", "show", place.url, slug)["status"])

        unchanged = values(place, "posts", kept, here)
        galleyctl.ok("publish", place.url, slug)
        self.assertEqual(text.strip(), place.value("SELECT content FROM posts WHERE slug = ?", slug).strip())
        self.assertEqual(unchanged, values(place, "posts", kept, here))
        self.assertEqual(others, values(place, "posts", names, f"NOT coalesce({here}, 0)"))
        self.assertEqual("published", galleyctl.as_json("post", "show", place.url, slug)["status"])
        if "mood" in names:
            self.assertEqual("calm", place.value("SELECT mood FROM posts WHERE slug = ?", slug))


if __name__ == "__main__":
    unittest.main()
