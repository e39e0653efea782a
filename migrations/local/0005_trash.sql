-- Posts that were deleted on this computer, each whole, so that one call brings it back. Their images are not here: those
-- stay on the desk.
CREATE TABLE galley_trash (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  post_id INTEGER NOT NULL,
  title TEXT,
  bytes INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT NOT NULL
);

-- One for each value of a row, as the table had it: a site's own columns too. `source` is the table's name, `row_key` tells its rows
-- apart; `value` has no type, so that it keeps the one it had.
CREATE TABLE galley_trash_values (
  trash TEXT NOT NULL,
  source TEXT NOT NULL,
  row_key INTEGER NOT NULL,
  name TEXT NOT NULL,
  value,
  PRIMARY KEY (trash, source, row_key, name)
);

CREATE TRIGGER galley_trash_emptied AFTER DELETE ON galley_trash
BEGIN
  DELETE FROM galley_trash_values WHERE trash = OLD.id;
END;
