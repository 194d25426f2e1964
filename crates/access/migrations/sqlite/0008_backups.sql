-- Backups of the whole instance that were made, and until when each is kept.
-- retention: record of who did what
CREATE TABLE backup_made (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  expires TEXT
);
CREATE INDEX backup_made_at ON backup_made (at);
