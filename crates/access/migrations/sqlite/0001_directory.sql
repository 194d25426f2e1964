-- retention: directory
CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  region TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  successor TEXT,
  added_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE authority (
  id TEXT PRIMARY KEY,
  gss TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);

-- retention: directory
CREATE TABLE authority_successor (
  authority TEXT NOT NULL REFERENCES authority (id),
  successor TEXT NOT NULL REFERENCES authority (id),
  PRIMARY KEY (authority, successor)
);

-- retention: directory
CREATE TABLE partnership_authority (
  organisation TEXT NOT NULL REFERENCES organisation (id),
  authority TEXT NOT NULL REFERENCES authority (id),
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (organisation, authority, from_day)
);

-- retention: directory
CREATE TABLE agency (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);

-- retention: directory
CREATE TABLE agency_partnership (
  agency TEXT NOT NULL REFERENCES agency (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (agency, organisation, from_day)
);

-- retention: directory
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL UNIQUE,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- retention: directory
CREATE TABLE membership (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  agency TEXT REFERENCES agency (id),
  authority TEXT REFERENCES authority (id),
  role TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  added_at BIGINT NOT NULL
);
CREATE INDEX membership_of_person ON membership (person);
CREATE INDEX membership_of_organisation ON membership (organisation);

-- retention: directory
CREATE TABLE credential (
  person TEXT PRIMARY KEY REFERENCES person (id),
  password TEXT,
  totp_sealed BLOB,
  totp_step BIGINT,
  changed_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  sealed BLOB NOT NULL,
  added_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX passkey_of_person ON passkey (person);

-- retention: directory
CREATE TABLE ceremony (
  id TEXT PRIMARY KEY,
  person TEXT,
  kind TEXT NOT NULL,
  sealed BLOB NOT NULL,
  until_at BIGINT NOT NULL
);

-- retention: service
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id),
  organisation TEXT,
  strength TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX session_of_person ON session (person);

-- retention: directory
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  person TEXT,
  organisation TEXT,
  made_by TEXT,
  made_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  spent_at BIGINT
);

-- retention: directory
CREATE TABLE recovery_request (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  organisation TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  confirmed_by TEXT,
  confirmed_at BIGINT
);

-- retention: service
CREATE TABLE attempt (
  name TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  free_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE store_key (
  organisation TEXT NOT NULL REFERENCES organisation (id),
  epoch BIGINT NOT NULL,
  by_instance BLOB NOT NULL,
  by_recovery BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (organisation)
);

-- retention: directory
CREATE TABLE organisation_key (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL,
  public BLOB NOT NULL,
  sealed BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX organisation_key_of ON organisation_key (organisation, kind);

-- retention: directory
CREATE TABLE calendar_override (
  id TEXT PRIMARY KEY,
  nation TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_whom TEXT NOT NULL,
  removed_at BIGINT
);

-- retention: directory
CREATE TABLE wording_confirmed (
  organisation TEXT NOT NULL REFERENCES organisation (id),
  scheme_digest TEXT NOT NULL,
  item TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, scheme_digest, item)
);

-- retention: service
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  proof TEXT NOT NULL
);

-- retention: service
CREATE TABLE parked_post (
  person TEXT PRIMARY KEY REFERENCES person (id),
  path TEXT NOT NULL,
  sealed BLOB NOT NULL,
  until_at BIGINT NOT NULL
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
