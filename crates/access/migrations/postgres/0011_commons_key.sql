-- The key of the store of shared learning, of which an instance has one.
-- retention: directory
CREATE TABLE commons_key (
  slot BIGINT PRIMARY KEY CHECK (slot = 1),
  id TEXT COLLATE "C" NOT NULL,
  by_instance BYTEA NOT NULL,
  by_recovery BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  first_opened_at BIGINT
);
