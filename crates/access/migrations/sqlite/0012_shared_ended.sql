-- Ids of what was taken back, taken down or removed of what is shared, with a code and a day: an older copy of a store that is
-- put back loses it again.
-- retention: directory
CREATE TABLE shared_ended (
  id TEXT PRIMARY KEY,
  how TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  at BIGINT NOT NULL
);
