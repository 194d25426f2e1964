-- retention: directory
CREATE TABLE organisation (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL UNIQUE,
  region TEXT COLLATE "C",
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  successor TEXT COLLATE "C",
  added_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE authority (
  id TEXT COLLATE "C" PRIMARY KEY,
  gss TEXT COLLATE "C" NOT NULL UNIQUE,
  name TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C"
);

-- retention: directory
CREATE TABLE authority_successor (
  authority TEXT COLLATE "C" NOT NULL REFERENCES authority (id),
  successor TEXT COLLATE "C" NOT NULL REFERENCES authority (id),
  PRIMARY KEY (authority, successor)
);

-- retention: directory
CREATE TABLE partnership_authority (
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  authority TEXT COLLATE "C" NOT NULL REFERENCES authority (id),
  from_day TEXT COLLATE "C" NOT NULL,
  until_day TEXT COLLATE "C",
  PRIMARY KEY (organisation, authority, from_day)
);

-- retention: directory
CREATE TABLE agency (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C"
);

-- retention: directory
CREATE TABLE agency_partnership (
  agency TEXT COLLATE "C" NOT NULL REFERENCES agency (id),
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  from_day TEXT COLLATE "C" NOT NULL,
  until_day TEXT COLLATE "C",
  PRIMARY KEY (agency, organisation, from_day)
);

-- retention: directory
CREATE TABLE person (
  id TEXT COLLATE "C" PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  email_folded TEXT COLLATE "C" NOT NULL UNIQUE,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- retention: directory
CREATE TABLE membership (
  id TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  agency TEXT COLLATE "C" REFERENCES agency (id),
  authority TEXT COLLATE "C" REFERENCES authority (id),
  role TEXT COLLATE "C" NOT NULL,
  from_day TEXT COLLATE "C" NOT NULL,
  until_day TEXT COLLATE "C",
  added_at BIGINT NOT NULL
);
CREATE INDEX membership_of_person ON membership (person);
CREATE INDEX membership_of_organisation ON membership (organisation);

-- retention: directory
CREATE TABLE credential (
  person TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
  password TEXT COLLATE "C",
  totp_sealed BYTEA,
  totp_step BIGINT,
  changed_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE passkey (
  id TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  name TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  added_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX passkey_of_person ON passkey (person);

-- retention: directory
CREATE TABLE ceremony (
  id TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C",
  kind TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  until_at BIGINT NOT NULL
);

-- retention: service
CREATE TABLE session (
  id TEXT COLLATE "C" PRIMARY KEY,
  digest TEXT COLLATE "C" NOT NULL UNIQUE,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  organisation TEXT COLLATE "C",
  strength TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX session_of_person ON session (person);

-- retention: directory
CREATE TABLE invitation (
  id TEXT COLLATE "C" PRIMARY KEY,
  digest TEXT COLLATE "C" NOT NULL UNIQUE,
  kind TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C",
  organisation TEXT COLLATE "C",
  made_by TEXT COLLATE "C",
  made_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  spent_at BIGINT
);

-- retention: directory
CREATE TABLE recovery_request (
  id TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  organisation TEXT COLLATE "C" NOT NULL,
  asked_by TEXT COLLATE "C" NOT NULL,
  asked_at BIGINT NOT NULL,
  confirmed_by TEXT COLLATE "C",
  confirmed_at BIGINT
);

-- retention: service
CREATE TABLE attempt (
  name TEXT COLLATE "C" PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  free_at BIGINT NOT NULL
);

-- retention: directory
CREATE TABLE store_key (
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  epoch BIGINT NOT NULL,
  by_instance BYTEA NOT NULL,
  by_recovery BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (organisation)
);

-- retention: directory
CREATE TABLE organisation_key (
  id TEXT COLLATE "C" PRIMARY KEY,
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  kind TEXT COLLATE "C" NOT NULL,
  public BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX organisation_key_of ON organisation_key (organisation, kind);

-- retention: directory
CREATE TABLE calendar_override (
  id TEXT COLLATE "C" PRIMARY KEY,
  nation TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  removed_at BIGINT
);

-- retention: directory
CREATE TABLE wording_confirmed (
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  scheme_digest TEXT COLLATE "C" NOT NULL,
  item TEXT COLLATE "C" NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, scheme_digest, item)
);

-- retention: service
CREATE TABLE setting (
  name TEXT COLLATE "C" PRIMARY KEY,
  value TEXT COLLATE "C" NOT NULL,
  proof TEXT COLLATE "C" NOT NULL
);

-- retention: service
CREATE TABLE parked_post (
  person TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
  path TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  until_at BIGINT NOT NULL
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
