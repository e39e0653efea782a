-- What sync keeps on the author's machine, beside galley_base and galley_ops.

-- Fields that two sides changed and no merge could join. state: open, settled.
CREATE TABLE galley_conflicts (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  base TEXT,
  mine TEXT,
  theirs TEXT,
  found_at TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX galley_conflicts_open ON galley_conflicts (post_id) WHERE state = 'open';

-- What the author asked for, in the order of `place`. state: waiting, needs_confirmation, refused, landed, dropped.
-- seen: JSON of the view that was frozen; payload: of the whole unit; former: of the rows that a landed one replaced.
CREATE TABLE galley_units (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  remote TEXT NOT NULL,
  post_id INTEGER NOT NULL,
  seen TEXT NOT NULL,
  payload TEXT NOT NULL,
  public_version TEXT,
  public_content TEXT,
  former TEXT,
  asked_at TEXT NOT NULL,
  state TEXT NOT NULL,
  reason_code TEXT,
  reason TEXT
);
CREATE INDEX galley_units_open ON galley_units (remote, place) WHERE state IN ('waiting', 'needs_confirmation', 'refused');
CREATE INDEX galley_units_post ON galley_units (post_id, state);

-- Deletions that came in such numbers that the author is asked first: the rows stay here meanwhile.
CREATE TABLE galley_parked (
  remote TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  PRIMARY KEY (remote, entity, entity_id)
);

-- Never holds a row. What is only right while something still is so begins by inserting here: NULL is refused, and
-- undoes it.
CREATE TABLE galley_claims (
  holds INTEGER NOT NULL
);

-- Rows that must be read again whatever the feed says.
CREATE INDEX galley_base_unknown ON galley_base (remote, entity, entity_id) WHERE version IS NULL;
CREATE INDEX galley_ops_post ON galley_ops (json_extract(payload, '$.post_id')) WHERE state = 'sent';
