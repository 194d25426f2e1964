-- How far the reading of a file's text is: waiting, reading, read, failed. A file without a row is of a kind
-- whose text is not shown.
-- retention: case
CREATE TABLE file_reading (
  file TEXT PRIMARY KEY REFERENCES file (id),
  case_id TEXT NOT NULL REFERENCES case_file (id),
  state TEXT NOT NULL,
  code TEXT,
  tries BIGINT NOT NULL,
  try_after BIGINT NOT NULL
);
CREATE INDEX file_reading_waiting ON file_reading (state, try_after);
CREATE INDEX file_reading_of_case ON file_reading (case_id);
