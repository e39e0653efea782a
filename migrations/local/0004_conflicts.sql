-- 0: the remote was rolled back or swapped since, so that `theirs` may stand nowhere but here. Only the author settles it.
ALTER TABLE galley_conflicts ADD COLUMN known_there INTEGER NOT NULL DEFAULT 1;
