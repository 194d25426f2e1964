-- retention: case
CREATE TABLE case_file (
  id TEXT COLLATE "C" PRIMARY KEY,
  reference TEXT COLLATE "C" NOT NULL UNIQUE,
  scheme TEXT COLLATE "C" NOT NULL,
  scheme_digest TEXT COLLATE "C" NOT NULL,
  raised_at BIGINT NOT NULL,
  raised_by TEXT COLLATE "C",
  raised_agency TEXT COLLATE "C",
  closed_at BIGINT,
  version BIGINT NOT NULL,
  practice BIGINT NOT NULL
);

-- retention: case
CREATE TABLE record (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  kind TEXT COLLATE "C" NOT NULL,
  section TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  state TEXT COLLATE "C",
  due TEXT COLLATE "C",
  waits_for TEXT COLLATE "C",
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX record_of_case ON record (case_id, kind);
CREATE INDEX record_open ON record (kind, due);

-- retention: case
CREATE TABLE revision (
  record TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  version BIGINT NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  kind TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  by_kind TEXT COLLATE "C" NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  agency TEXT COLLATE "C",
  body TEXT COLLATE "C" NOT NULL,
  salt BYTEA NOT NULL,
  PRIMARY KEY (record, version)
);
CREATE INDEX revision_of_case ON revision (case_id);

-- retention: case
CREATE TABLE team_place (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  person TEXT COLLATE "C" NOT NULL,
  agency TEXT COLLATE "C",
  sections TEXT COLLATE "C" NOT NULL,
  guest BIGINT NOT NULL,
  from_day TEXT COLLATE "C" NOT NULL,
  until_day TEXT COLLATE "C",
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX team_place_of_case ON team_place (case_id);

-- retention: case
CREATE TABLE conflict (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  person TEXT COLLATE "C",
  named TEXT COLLATE "C" NOT NULL,
  relation TEXT COLLATE "C" NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX conflict_of_case ON conflict (case_id);

-- retention: case
CREATE TABLE emergency (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  person TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  until_at BIGINT NOT NULL
);
CREATE INDEX emergency_of_case ON emergency (case_id);

-- retention: case
CREATE TABLE file (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  section TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  blob_name TEXT COLLATE "C" NOT NULL UNIQUE,
  wrapped_key BYTEA NOT NULL,
  extracted TEXT COLLATE "C",
  added_at BIGINT NOT NULL,
  added_by TEXT COLLATE "C" NOT NULL,
  removed_at BIGINT
);
CREATE INDEX file_of_case ON file (case_id);

-- retention: case
CREATE TABLE outbox (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" REFERENCES case_file (id),
  recipient TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  envelope BYTEA NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
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
  id TEXT COLLATE "C" PRIMARY KEY,
  sender TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  envelope BYTEA NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  understood BIGINT NOT NULL,
  at BIGINT NOT NULL,
  handled_at BIGINT,
  handled_by TEXT COLLATE "C",
  state TEXT COLLATE "C" NOT NULL,
  UNIQUE (sender, epoch, sequence)
);

-- retention: service
CREATE TABLE form_result (
  form TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  result TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (form, person)
);

-- retention: record of who did what
CREATE TABLE ledger (
  id TEXT COLLATE "C" PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  agency TEXT COLLATE "C",
  action TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C",
  cases TEXT COLLATE "C",
  record TEXT COLLATE "C",
  version BIGINT,
  digest TEXT COLLATE "C",
  request TEXT COLLATE "C" NOT NULL
);
CREATE INDEX ledger_case ON ledger (case_id, at);
CREATE INDEX ledger_at ON ledger (at);

-- retention: record of who did what
CREATE TABLE ledger_waiting (id TEXT COLLATE "C" PRIMARY KEY);

-- retention: record of who did what
CREATE TABLE ledger_leaf (
  number BIGINT PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  hash TEXT COLLATE "C" NOT NULL
);

-- retention: record of who did what
CREATE TABLE tree_head (
  size BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  root TEXT COLLATE "C" NOT NULL,
  signature TEXT COLLATE "C" NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_leaf_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tree_head_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON ledger, ledger_leaf, tree_head FROM "{role}";
