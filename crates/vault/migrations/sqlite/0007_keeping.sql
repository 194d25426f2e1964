-- For how long the partnership keeps what it keeps, where it differs from the scheme; what counted before stays.
-- retention: organisation
CREATE TABLE retention_rule (
  id TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  years BIGINT,
  reason TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX retention_rule_of ON retention_rule (item, at);

-- What people, the public and courts asked for. One that is about a case goes with it.
-- retention: case
CREATE TABLE data_request (
  id TEXT PRIMARY KEY,
  case_id TEXT REFERENCES case_file (id),
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  received TEXT NOT NULL,
  due TEXT NOT NULL,
  answered TEXT
);
CREATE INDEX data_request_of_case ON data_request (case_id);
CREATE INDEX data_request_open ON data_request (answered, due);

-- retention: case
CREATE TABLE data_request_version (
  request TEXT NOT NULL REFERENCES data_request (id),
  case_id TEXT REFERENCES case_file (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_whom TEXT NOT NULL,
  body TEXT NOT NULL,
  salt BLOB NOT NULL,
  PRIMARY KEY (request, version)
);
CREATE INDEX data_request_version_of_case ON data_request_version (case_id);

-- What is left of a case that was disposed of: ids, days, numbers and a digest of the digests in the record of who did
-- what. No text and no name.
-- retention: record of who did what
CREATE TABLE disposal (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  raised_on TEXT NOT NULL,
  closed_on TEXT NOT NULL,
  kept_until TEXT,
  early BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT NOT NULL,
  at BIGINT NOT NULL,
  counts TEXT NOT NULL,
  digest TEXT NOT NULL
);

-- When the store was written anew after a disposal, so that no page of it holds what was removed.
-- retention: record of who did what
CREATE TABLE disposal_cleaned (
  disposal TEXT PRIMARY KEY REFERENCES disposal (id),
  at BIGINT NOT NULL
);

CREATE TRIGGER disposal_no_update BEFORE UPDATE ON disposal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER disposal_no_delete BEFORE DELETE ON disposal BEGIN SELECT RAISE(ABORT, 'append only'); END;
