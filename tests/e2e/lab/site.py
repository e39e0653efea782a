"""Databases as the site's own code makes them, in its ages, and the writes it does on them. Not one word of this is Galley's."""

IMAGE = bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 16]) + b"JFIF\0" + bytes(range(256))

_SERIES = """CREATE TABLE series (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, description TEXT,
    slug TEXT NOT NULL, inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL)"""
_IMAGES = """CREATE TABLE images (id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE, filename TEXT NOT NULL, content_type TEXT NOT NULL,
    alt_text TEXT, image_data BLOB NOT NULL, thumbnail_data BLOB, file_size INTEGER,
    inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL)"""
_IMAGE_ROW = ("""INSERT INTO images (post_id, filename, content_type, alt_text, image_data, thumbnail_data, file_size,
    inserted_at, updated_at) VALUES (1, 'harbour.jpg', 'image/jpeg', 'The harbour', ?, NULL, ?, '2024-02-01 10:00:00',
    '2024-02-01 10:00:00')""", (IMAGE, len(IMAGE)))

OLDEST = [
    ("""CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, slug TEXT NOT NULL, content TEXT,
        excerpt TEXT, tags TEXT, published INTEGER DEFAULT 0, published_at TEXT, inserted_at TEXT NOT NULL,
        updated_at TEXT NOT NULL)""", ()),
    ("CREATE UNIQUE INDEX posts_slug_index ON posts (slug)", ()),
    (_IMAGES, ()),
    ("CREATE INDEX images_post_id_index ON images (post_id)", ()),
    ("""INSERT INTO posts (title, slug, content, excerpt, tags, published, published_at, inserted_at, updated_at)
        VALUES ('Down at the harbour', 'down-at-the-harbour', ?, 'Down at the harbour', 'sea, walks', 1,
        '2024-02-01 10:00:00', '2024-02-01 09:00:00', '2024-02-01 10:00:00')""",
     ("The boats came in at six.\n\n![The harbour](/images/1)\n\nThen it rained.",)),
    ("""INSERT INTO posts (title, slug, content, excerpt, tags, published, published_at, inserted_at, updated_at)
        VALUES ('Not yet', 'not-yet', 'Notes.', NULL, '', 0, NULL, '2024-03-01 09:00:00', '2024-03-01 09:00:00')""", ()),
    _IMAGE_ROW,
]

_POSTS = [
    ("""CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, slug TEXT, content TEXT, excerpt TEXT,
        tags TEXT, published BOOLEAN DEFAULT 0, published_at TEXT, inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        subtitle TEXT, series_id INTEGER REFERENCES series(id), series_position INTEGER, preview TEXT, mood TEXT)""", ()),
    ("CREATE UNIQUE INDEX posts_slug_index ON posts (slug)", ()),
    ("CREATE INDEX posts_series_id_published_at_index ON posts (series_id, published_at)", ()),
    (_IMAGES, ()),
    ("CREATE INDEX images_post_id_index ON images (post_id)", ()),
    ("""INSERT INTO posts (title, slug, content, excerpt, tags, published, published_at, inserted_at, updated_at, subtitle,
        series_id, series_position, preview, mood) VALUES ('Down at the harbour', 'down-at-the-harbour', ?,
        'A morning by the water.', 'sea, walks', 1, '2024-02-01 10:00:00', '2024-02-01 09:00:00', '2024-02-01T10:00:00Z',
        'Six in the morning', 1, 1, 'The boats came in at six.', 'calm')""",
     ("The boats came in at six.\n\n![The harbour](/images/1)\n\nThen it rained.",)),
    ("""INSERT INTO posts (title, slug, content, tags, published, published_at, inserted_at, updated_at, mood)
        VALUES ('Up the hill', 'up-the-hill', 'Steep.', 'walks', 'true', '2024-02-02T10:00:00.123456', '2024-02-02T09:00:00',
        '2024-02-02T10:00:00+02:00', 'tired')""", ()),
    ("""INSERT INTO posts (title, slug, content, published, inserted_at, updated_at, mood)
        VALUES (NULL, NULL, NULL, 'false', '2024-03-01 09:00:00', '2024-03-01 09:00:00', NULL)""", ()),
    ("""INSERT INTO posts (title, slug, content, published, published_at, inserted_at, updated_at, mood)
        VALUES ('When?', 'when', 'A date nobody can read.', 0, 'some day soon', '2024-03-02 09:00:00', '2024-03-02 09:00:00',
        'odd')""", ()),
    _IMAGE_ROW,
]

FULL = [
    (_SERIES, ()),
    ("CREATE UNIQUE INDEX series_slug_index ON series (slug)", ()),
    ("""INSERT INTO series (title, description, slug, inserted_at, updated_at)
        VALUES ('Slow walks', 'On foot.', 'slow-walks', '2024-01-01 08:00:00', '2024-01-01T08:00:00Z')""", ()),
    *_POSTS,
]

# One migrator of the site made series with a TEXT key, which stays NULL in every row.
TEXT_SERIES = [
    ("""CREATE TABLE series (id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT, slug TEXT NOT NULL,
        inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL)""", ()),
    ("""INSERT INTO series (title, slug, inserted_at, updated_at)
        VALUES ('Slow walks', 'slow-walks', '2024-01-01 08:00:00', '2024-01-01 08:00:00')""", ()),
    ("""INSERT INTO series (title, slug, inserted_at, updated_at)
        VALUES ('Fast walks', 'fast-walks', '2024-01-01 08:00:00', '2024-01-01 08:00:00')""", ()),
    *_POSTS,
]

AGES = {"oldest": OLDEST, "full": FULL, "text-series": TEXT_SERIES}
TABLES = ("series", "posts", "images")
