-- What other partnerships offer to hand over, and what was answered.
-- retention: organisation
CREATE TABLE case_offer (
  id TEXT PRIMARY KEY,
  sender TEXT NOT NULL,
  reference TEXT NOT NULL,
  why TEXT NOT NULL,
  words TEXT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT,
  answered_by TEXT,
  answered_at BIGINT
);
CREATE INDEX case_offer_state ON case_offer (state, at);

-- Where a case came from, with the proof of its record there and the names behind ids in it.
-- retention: case
CREATE TABLE came_from (
  case_id TEXT PRIMARY KEY REFERENCES case_file (id),
  origin TEXT NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT NOT NULL,
  proved BIGINT NOT NULL,
  unproved BIGINT NOT NULL,
  proof TEXT NOT NULL,
  names TEXT NOT NULL
);

-- What is left of a case that was handed over. No text and no name.
-- retention: record of who did what
CREATE TABLE handed_over (
  case_id TEXT PRIMARY KEY,
  reference TEXT NOT NULL,
  raised_on TEXT NOT NULL,
  recipient TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT NOT NULL
);

CREATE TRIGGER handed_over_no_update BEFORE UPDATE ON handed_over BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER handed_over_no_delete BEFORE DELETE ON handed_over BEGIN SELECT RAISE(ABORT, 'append only'); END;
