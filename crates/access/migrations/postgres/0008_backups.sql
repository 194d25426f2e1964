-- Backups of the whole instance that were made, and until when each is kept.
-- retention: record of who did what
CREATE TABLE backup_made (
  id TEXT COLLATE "C" PRIMARY KEY,
  at BIGINT NOT NULL,
  expires TEXT COLLATE "C"
);
CREATE INDEX backup_made_at ON backup_made (at);
