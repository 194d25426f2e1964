-- Why something was taken down or removed, in words for those who may do it; everybody else reads a code. What was found in a
-- document that was removed goes with it.
ALTER TABLE item ADD COLUMN why TEXT;
UPDATE item SET why = reason, reason = 'other_law' WHERE state = 'taken_down';
ALTER TABLE document ADD COLUMN why TEXT;
UPDATE document SET why = reason, reason = 'other_law' WHERE removed_at IS NOT NULL;
DELETE FROM finding WHERE document IN (SELECT id FROM document WHERE removed_at IS NOT NULL);

-- Who has read, for their organisation, that something was taken back that somebody there had opened.
-- retention: shared learning
CREATE TABLE ended_read (
  item TEXT NOT NULL REFERENCES item (id),
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (item, person, organisation)
);

-- When each person was last sent an e-mail that there is something new: what came before is not news.
-- retention: shared learning
CREATE TABLE digest_sent (
  person TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);
