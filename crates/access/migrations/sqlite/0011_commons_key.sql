-- The key of the store of shared learning, of which an instance has one.
-- retention: directory
CREATE TABLE commons_key (
  slot BIGINT PRIMARY KEY CHECK (slot = 1),
  id TEXT NOT NULL,
  by_instance BLOB NOT NULL,
  by_recovery BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  first_opened_at BIGINT
);
