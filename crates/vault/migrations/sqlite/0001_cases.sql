-- retention: case
CREATE TABLE case_file (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  scheme_digest TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  raised_by TEXT,
  raised_agency TEXT,
  closed_at BIGINT,
  version BIGINT NOT NULL,
  practice BIGINT NOT NULL
);

-- retention: case
CREATE TABLE record (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  kind TEXT NOT NULL,
  section TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT,
  due TEXT,
  waits_for TEXT,
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX record_of_case ON record (case_id, kind);
CREATE INDEX record_open ON record (kind, due);

-- retention: case
CREATE TABLE revision (
  record TEXT NOT NULL REFERENCES record (id),
  version BIGINT NOT NULL,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_kind TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  agency TEXT,
  body TEXT NOT NULL,
  salt BLOB NOT NULL,
  PRIMARY KEY (record, version)
);
CREATE INDEX revision_of_case ON revision (case_id);

-- retention: case
CREATE TABLE team_place (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT NOT NULL,
  agency TEXT,
  sections TEXT NOT NULL,
  guest BIGINT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX team_place_of_case ON team_place (case_id);

-- retention: case
CREATE TABLE conflict (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT,
  named TEXT NOT NULL,
  relation TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX conflict_of_case ON conflict (case_id);

-- retention: case
CREATE TABLE emergency (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  until_at BIGINT NOT NULL
);
CREATE INDEX emergency_of_case ON emergency (case_id);

-- retention: case
CREATE TABLE file (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  section TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size BIGINT NOT NULL,
  digest TEXT NOT NULL,
  blob_name TEXT NOT NULL UNIQUE,
  wrapped_key BLOB NOT NULL,
  extracted TEXT,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX file_of_case ON file (case_id);

-- retention: case
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  case_id TEXT REFERENCES case_file (id),
  recipient TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL,
  envelope BLOB NOT NULL,
  digest TEXT NOT NULL,
  at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  try_after BIGINT NOT NULL,
  delivered_at BIGINT,
  receipt_at BIGINT,
  UNIQUE (recipient, epoch, sequence)
);
CREATE INDEX outbox_waiting ON outbox (delivered_at, try_after);

-- retention: case
CREATE TABLE inbox (
  id TEXT PRIMARY KEY,
  sender TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  envelope BLOB NOT NULL,
  body TEXT NOT NULL,
  understood BIGINT NOT NULL,
  at BIGINT NOT NULL,
  handled_at BIGINT,
  handled_by TEXT,
  state TEXT NOT NULL,
  UNIQUE (sender, epoch, sequence)
);

-- retention: service
CREATE TABLE form_result (
  form TEXT NOT NULL,
  person TEXT NOT NULL,
  at BIGINT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (form, person)
);

-- retention: record of who did what
CREATE TABLE ledger (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  agency TEXT,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  case_id TEXT,
  cases TEXT,
  record TEXT,
  version BIGINT,
  digest TEXT,
  request TEXT NOT NULL
);
CREATE INDEX ledger_case ON ledger (case_id, at);
CREATE INDEX ledger_at ON ledger (at);

-- retention: record of who did what
CREATE TABLE ledger_waiting (id TEXT PRIMARY KEY);

-- retention: record of who did what
CREATE TABLE ledger_leaf (
  number BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL
);

-- retention: record of who did what
CREATE TABLE tree_head (
  size BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  root TEXT NOT NULL,
  signature TEXT NOT NULL
);

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER tree_head_no_update BEFORE UPDATE ON tree_head BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER tree_head_no_delete BEFORE DELETE ON tree_head BEGIN SELECT RAISE(ABORT, 'append only'); END;
