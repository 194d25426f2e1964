-- What other partnerships offer to hand over, and what was answered.
-- retention: organisation
CREATE TABLE case_offer (
  id TEXT COLLATE "C" PRIMARY KEY,
  sender TEXT COLLATE "C" NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C",
  answered_by TEXT COLLATE "C",
  answered_at BIGINT
);
CREATE INDEX case_offer_state ON case_offer (state, at);

-- Where a case came from, with the proof of its record there and the names behind ids in it.
-- retention: case
CREATE TABLE came_from (
  case_id TEXT COLLATE "C" PRIMARY KEY REFERENCES case_file (id),
  origin TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  proved BIGINT NOT NULL,
  unproved BIGINT NOT NULL,
  proof TEXT COLLATE "C" NOT NULL,
  names TEXT COLLATE "C" NOT NULL
);

-- What is left of a case that was handed over. No text and no name.
-- retention: record of who did what
CREATE TABLE handed_over (
  case_id TEXT COLLATE "C" PRIMARY KEY,
  reference TEXT COLLATE "C" NOT NULL,
  raised_on TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL
);

CREATE TRIGGER handed_over_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON handed_over FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON handed_over FROM "{role}";
