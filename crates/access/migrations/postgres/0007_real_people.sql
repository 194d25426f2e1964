-- What had to be there before real people may be recorded on this instance; what was said before stays.
-- retention: directory
CREATE TABLE instance_fact (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C",
  who TEXT COLLATE "C" NOT NULL,
  what TEXT COLLATE "C" NOT NULL,
  review TEXT COLLATE "C",
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);

-- Each step between rehearsal and real people; the last one counts, and without any it is a rehearsal.
-- retention: directory
CREATE TABLE instance_step (
  id TEXT COLLATE "C" PRIMARY KEY,
  step TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  organisation TEXT COLLATE "C" NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);
