-- Whether a file was looked at for viruses: waiting, clean, found, failed. A file without a row came while no looking at
-- files was asked for. The code is the name of what was found, or why it could not be looked at.
-- retention: case
CREATE TABLE file_check (
  file TEXT COLLATE "C" PRIMARY KEY REFERENCES file (id),
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  state TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C",
  tries BIGINT NOT NULL,
  try_after BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX file_check_waiting ON file_check (state, try_after);
CREATE INDEX file_check_of_case ON file_check (case_id);
