-- What each remote was asked for, by calendar month in UTC ("2026-11"): what a plan of Turso counts.
CREATE TABLE galley_usage (
  remote TEXT NOT NULL,
  month TEXT NOT NULL,
  calls INTEGER NOT NULL,
  bytes_sent INTEGER NOT NULL,
  bytes_received INTEGER NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_written INTEGER NOT NULL,
  PRIMARY KEY (remote, month)
);
