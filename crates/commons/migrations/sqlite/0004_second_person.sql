-- A published document is read by others once a second person of the organisation that added it agreed. Until then it waits, for them
-- alone. What was there before was added by one person, as it was wanted then.
ALTER TABLE document ADD COLUMN by_agency TEXT;
ALTER TABLE document ADD COLUMN agreed_by TEXT;
ALTER TABLE document ADD COLUMN agreed_at BIGINT;
ALTER TABLE document ADD COLUMN sent_back TEXT;
UPDATE document SET agreed_at = added_at;

-- What somebody asks those behind an item, through its broker, and what was said to it. Who asks stands here so that the answer comes
-- back to them; whom the item came from stands nowhere.
-- retention: shared learning
CREATE TABLE question (
  id TEXT PRIMARY KEY,
  item TEXT NOT NULL REFERENCES item (id),
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  by_person TEXT NOT NULL,
  by_organisation TEXT NOT NULL,
  broker TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX question_of_item ON question (item, asked_at);
CREATE INDEX question_by ON question (by_organisation, asked_at);
CREATE INDEX question_for ON question (broker, asked_at);
