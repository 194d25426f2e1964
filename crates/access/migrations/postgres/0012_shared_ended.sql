-- Ids of what was taken back, taken down or removed of what is shared, with a code and a day: an older copy of a store that is
-- put back loses it again.
-- retention: directory
CREATE TABLE shared_ended (
  id TEXT COLLATE "C" PRIMARY KEY,
  how TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  ended_on TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);
