-- The public side, as the site made it (an adopted database already has these, perhaps without some columns,
-- which adoption adds first), the desk side, and the change feed. Shared by every database.
-- The Turso engine has no WITHOUT ROWID, recursive CTE, generated column or FTS5: none may be used here.

CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  description TEXT,
  slug TEXT NOT NULL UNIQUE,
  inserted_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS posts (
  id INTEGER PRIMARY KEY,
  title TEXT,
  slug TEXT UNIQUE,
  content TEXT,
  excerpt TEXT,
  tags TEXT,
  published INTEGER DEFAULT 0,
  published_at TEXT,
  inserted_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  subtitle TEXT,
  series_id INTEGER REFERENCES series(id),
  series_position INTEGER,
  preview TEXT
);

CREATE TABLE IF NOT EXISTS images (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
  filename TEXT NOT NULL,
  content_type TEXT NOT NULL,
  alt_text TEXT,
  image_data BLOB NOT NULL,
  thumbnail_data BLOB,
  file_size INTEGER,
  inserted_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

-- Named as the site's own migrations name them, so that an adopted database keeps one of each.
CREATE INDEX IF NOT EXISTS images_post_id_index ON images (post_id);
CREATE INDEX IF NOT EXISTS posts_series_id_published_at_index ON posts (series_id, published_at);

CREATE TABLE galley_redirects (
  old_slug TEXT PRIMARY KEY,
  post_id INTEGER NOT NULL
);

-- The desk side. `fork` is JSON: the public fields that the draft was forked from.
CREATE TABLE galley_drafts (
  post_id INTEGER PRIMARY KEY,
  title TEXT,
  subtitle TEXT,
  slug TEXT,
  content TEXT,
  excerpt TEXT,
  tags TEXT,
  published_at TEXT,
  series_id INTEGER,
  series_position INTEGER,
  fork TEXT,
  publish_at TEXT,
  updated_at TEXT NOT NULL
);

CREATE TABLE galley_draft_images (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL,
  filename TEXT NOT NULL,
  content_type TEXT NOT NULL,
  alt_text TEXT,
  image_data BLOB NOT NULL,
  thumbnail_data BLOB,
  file_size INTEGER,
  inserted_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX galley_draft_images_post_id ON galley_draft_images (post_id);

-- Series that the author made and no published post belongs to yet.
CREATE TABLE galley_draft_series (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  description TEXT,
  slug TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

-- One row per entity that ever changed; a change whose row is gone is a deletion.
CREATE TABLE galley_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  version TEXT NOT NULL
);
CREATE UNIQUE INDEX galley_changes_entity ON galley_changes (entity, entity_id);

-- The ledger of operations. guard: 1 landed, 0 burnt (can never land); NULL is refused, which undoes the operation.
CREATE TABLE galley_pushes (
  op_id TEXT PRIMARY KEY,
  guard INTEGER NOT NULL,
  pushed_at TEXT NOT NULL
);

CREATE TABLE galley_database (
  only_row INTEGER PRIMARY KEY,
  id TEXT NOT NULL
);
INSERT INTO galley_database (only_row, id) VALUES (1, lower(hex(randomblob(16))));

-- The feed's triggers. A conflict clause of the outer statement (OR IGNORE) would replace one written in here, hence
-- DELETE and INSERT. Rows without an integer key are left alone: the site's own writes must never fail for us.
-- Columns that are not ours (a view counter) must not look like an edit.

CREATE TRIGGER galley_feed_posts_insert AFTER INSERT ON posts
WHEN typeof(NEW.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'posts' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('posts', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_posts_delete AFTER DELETE ON posts
WHEN typeof(OLD.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'posts' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('posts', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_posts_update AFTER UPDATE OF id, title, slug, content, excerpt, tags, published, published_at, subtitle, series_id, series_position, preview ON posts
WHEN typeof(NEW.id) = 'integer' AND (
       NEW.id IS NOT OLD.id
    OR NEW.title IS NOT OLD.title
    OR NEW.slug IS NOT OLD.slug
    OR NEW.content IS NOT OLD.content
    OR NEW.excerpt IS NOT OLD.excerpt
    OR NEW.tags IS NOT OLD.tags
    OR NEW.published IS NOT OLD.published
    OR NEW.published_at IS NOT OLD.published_at
    OR NEW.subtitle IS NOT OLD.subtitle
    OR NEW.series_id IS NOT OLD.series_id
    OR NEW.series_position IS NOT OLD.series_position
    OR NEW.preview IS NOT OLD.preview)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'posts' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('posts', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_posts_rekey AFTER UPDATE OF id ON posts
WHEN typeof(OLD.id) = 'integer' AND NEW.id IS NOT OLD.id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'posts' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('posts', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_images_insert AFTER INSERT ON images
WHEN typeof(NEW.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'images' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('images', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_images_delete AFTER DELETE ON images
WHEN typeof(OLD.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'images' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('images', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_images_update AFTER UPDATE OF id, post_id, filename, content_type, alt_text, image_data, thumbnail_data ON images
WHEN typeof(NEW.id) = 'integer' AND (
       NEW.id IS NOT OLD.id
    OR NEW.post_id IS NOT OLD.post_id
    OR NEW.filename IS NOT OLD.filename
    OR NEW.content_type IS NOT OLD.content_type
    OR NEW.alt_text IS NOT OLD.alt_text
    OR NEW.image_data IS NOT OLD.image_data
    OR NEW.thumbnail_data IS NOT OLD.thumbnail_data)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'images' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('images', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_images_rekey AFTER UPDATE OF id ON images
WHEN typeof(OLD.id) = 'integer' AND NEW.id IS NOT OLD.id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'images' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('images', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_series_insert AFTER INSERT ON series
WHEN typeof(NEW.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'series' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('series', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_series_delete AFTER DELETE ON series
WHEN typeof(OLD.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'series' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('series', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_series_update AFTER UPDATE OF id, title, description, slug ON series
WHEN typeof(NEW.id) = 'integer' AND (
       NEW.id IS NOT OLD.id
    OR NEW.title IS NOT OLD.title
    OR NEW.description IS NOT OLD.description
    OR NEW.slug IS NOT OLD.slug)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'series' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('series', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_series_rekey AFTER UPDATE OF id ON series
WHEN typeof(OLD.id) = 'integer' AND NEW.id IS NOT OLD.id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'series' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('series', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_drafts_insert AFTER INSERT ON galley_drafts
WHEN typeof(NEW.post_id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'drafts' AND entity_id = NEW.post_id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('drafts', NEW.post_id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_drafts_delete AFTER DELETE ON galley_drafts
WHEN typeof(OLD.post_id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'drafts' AND entity_id = OLD.post_id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('drafts', OLD.post_id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_drafts_update AFTER UPDATE OF post_id, title, subtitle, slug, content, excerpt, tags, published_at, series_id, series_position, fork, publish_at ON galley_drafts
WHEN typeof(NEW.post_id) = 'integer' AND (
       NEW.post_id IS NOT OLD.post_id
    OR NEW.title IS NOT OLD.title
    OR NEW.subtitle IS NOT OLD.subtitle
    OR NEW.slug IS NOT OLD.slug
    OR NEW.content IS NOT OLD.content
    OR NEW.excerpt IS NOT OLD.excerpt
    OR NEW.tags IS NOT OLD.tags
    OR NEW.published_at IS NOT OLD.published_at
    OR NEW.series_id IS NOT OLD.series_id
    OR NEW.series_position IS NOT OLD.series_position
    OR NEW.fork IS NOT OLD.fork
    OR NEW.publish_at IS NOT OLD.publish_at)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'drafts' AND entity_id = NEW.post_id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('drafts', NEW.post_id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_drafts_rekey AFTER UPDATE OF post_id ON galley_drafts
WHEN typeof(OLD.post_id) = 'integer' AND NEW.post_id IS NOT OLD.post_id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'drafts' AND entity_id = OLD.post_id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('drafts', OLD.post_id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_images_insert AFTER INSERT ON galley_draft_images
WHEN typeof(NEW.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_images' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_images', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_images_delete AFTER DELETE ON galley_draft_images
WHEN typeof(OLD.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_images' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_images', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_images_update AFTER UPDATE OF id, post_id, filename, content_type, alt_text, image_data, thumbnail_data ON galley_draft_images
WHEN typeof(NEW.id) = 'integer' AND (
       NEW.id IS NOT OLD.id
    OR NEW.post_id IS NOT OLD.post_id
    OR NEW.filename IS NOT OLD.filename
    OR NEW.content_type IS NOT OLD.content_type
    OR NEW.alt_text IS NOT OLD.alt_text
    OR NEW.image_data IS NOT OLD.image_data
    OR NEW.thumbnail_data IS NOT OLD.thumbnail_data)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_images' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_images', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_images_rekey AFTER UPDATE OF id ON galley_draft_images
WHEN typeof(OLD.id) = 'integer' AND NEW.id IS NOT OLD.id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_images' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_images', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_series_insert AFTER INSERT ON galley_draft_series
WHEN typeof(NEW.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_series' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_series', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_series_delete AFTER DELETE ON galley_draft_series
WHEN typeof(OLD.id) = 'integer'
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_series' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_series', OLD.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_series_update AFTER UPDATE OF id, title, description, slug ON galley_draft_series
WHEN typeof(NEW.id) = 'integer' AND (
       NEW.id IS NOT OLD.id
    OR NEW.title IS NOT OLD.title
    OR NEW.description IS NOT OLD.description
    OR NEW.slug IS NOT OLD.slug)
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_series' AND entity_id = NEW.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_series', NEW.id, lower(hex(randomblob(8))));
END;

CREATE TRIGGER galley_feed_draft_series_rekey AFTER UPDATE OF id ON galley_draft_series
WHEN typeof(OLD.id) = 'integer' AND NEW.id IS NOT OLD.id
BEGIN
  DELETE FROM galley_changes WHERE entity = 'draft_series' AND entity_id = OLD.id;
  INSERT INTO galley_changes (entity, entity_id, version) VALUES ('draft_series', OLD.id, lower(hex(randomblob(8))));
END;

-- What an adopted database already holds enters the feed now, in the transaction that made the triggers.
INSERT INTO galley_changes (entity, entity_id, version)
  SELECT 'posts', id, lower(hex(randomblob(8))) FROM posts WHERE typeof(id) = 'integer';
INSERT INTO galley_changes (entity, entity_id, version)
  SELECT 'images', id, lower(hex(randomblob(8))) FROM images WHERE typeof(id) = 'integer';
INSERT INTO galley_changes (entity, entity_id, version)
  SELECT 'series', id, lower(hex(randomblob(8))) FROM series WHERE typeof(id) = 'integer';
