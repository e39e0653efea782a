-- What only the author's machine keeps: nothing here is synced.

CREATE TABLE galley_settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Per remote and entity, what was last agreed with it. version '' : no such row there; NULL: not known.
-- content: JSON of a post's public fields. Kept for deletions too.
CREATE TABLE galley_base (
  remote TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  version TEXT,
  content TEXT,
  PRIMARY KEY (remote, entity, entity_id)
);

-- Operations, stored before they are sent. state: sent, landed, burnt.
CREATE TABLE galley_ops (
  op_id TEXT PRIMARY KEY,
  remote TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX galley_ops_open ON galley_ops (remote, created_at) WHERE state = 'sent';

-- Behind the list of posts: all it shows, in its order, so that no post is read whole.
CREATE INDEX galley_posts_list ON posts (published_at DESC, id, slug, title, subtitle, tags, published, updated_at);
CREATE INDEX galley_drafts_list ON galley_drafts (updated_at DESC, post_id, slug, title, subtitle, tags, published_at, publish_at);
