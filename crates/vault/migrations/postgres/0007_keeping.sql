-- For how long the partnership keeps what it keeps, where it differs from the scheme; what counted before stays.
-- retention: organisation
CREATE TABLE retention_rule (
  id TEXT COLLATE "C" PRIMARY KEY,
  item TEXT COLLATE "C" NOT NULL,
  years BIGINT,
  reason TEXT COLLATE "C" NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX retention_rule_of ON retention_rule (item, at);

-- What people, the public and courts asked for. One that is about a case goes with it.
-- retention: case
CREATE TABLE data_request (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" REFERENCES case_file (id),
  version BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  received TEXT COLLATE "C" NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  answered TEXT COLLATE "C"
);
CREATE INDEX data_request_of_case ON data_request (case_id);
CREATE INDEX data_request_open ON data_request (answered, due);

-- retention: case
CREATE TABLE data_request_version (
  request TEXT COLLATE "C" NOT NULL REFERENCES data_request (id),
  case_id TEXT COLLATE "C" REFERENCES case_file (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  salt BYTEA NOT NULL,
  PRIMARY KEY (request, version)
);
CREATE INDEX data_request_version_of_case ON data_request_version (case_id);

-- What is left of a case that was disposed of: ids, days, numbers and a digest of the digests in the record of who did
-- what. No text and no name.
-- retention: record of who did what
CREATE TABLE disposal (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL UNIQUE,
  reference TEXT COLLATE "C" NOT NULL,
  raised_on TEXT COLLATE "C" NOT NULL,
  closed_on TEXT COLLATE "C" NOT NULL,
  kept_until TEXT COLLATE "C",
  early BIGINT NOT NULL,
  proposed_by TEXT COLLATE "C" NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  counts TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL
);

-- When the store was written anew after a disposal, so that no page of it holds what was removed.
-- retention: record of who did what
CREATE TABLE disposal_cleaned (
  disposal TEXT COLLATE "C" PRIMARY KEY REFERENCES disposal (id),
  at BIGINT NOT NULL
);

CREATE TRIGGER disposal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON disposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON disposal FROM "{role}";
