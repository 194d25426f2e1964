-- Confirmations of wording that somebody took back: who had confirmed, who took it back, when and why.
-- retention: directory
CREATE TABLE wording_withdrawn (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  scheme_digest TEXT NOT NULL,
  item TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX wording_withdrawn_of ON wording_withdrawn (organisation, scheme_digest);
