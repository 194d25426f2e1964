-- What had to be there before real people may be recorded on this instance; what was said before stays.
-- retention: directory
CREATE TABLE instance_fact (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  day TEXT,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  review TEXT,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- Each step between rehearsal and real people; the last one counts, and without any it is a rehearsal.
-- retention: directory
CREATE TABLE instance_step (
  id TEXT PRIMARY KEY,
  step TEXT NOT NULL,
  reason TEXT NOT NULL,
  organisation TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL
);
