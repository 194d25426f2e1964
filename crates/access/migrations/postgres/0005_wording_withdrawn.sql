-- Confirmations of wording that somebody took back: who had confirmed, who took it back, when and why.
-- retention: directory
CREATE TABLE wording_withdrawn (
  id TEXT COLLATE "C" PRIMARY KEY,
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  scheme_digest TEXT COLLATE "C" NOT NULL,
  item TEXT COLLATE "C" NOT NULL,
  confirmed_by TEXT COLLATE "C" NOT NULL,
  confirmed_at BIGINT NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL
);
CREATE INDEX wording_withdrawn_of ON wording_withdrawn (organisation, scheme_digest);
