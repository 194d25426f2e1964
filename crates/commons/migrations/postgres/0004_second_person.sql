-- A published document is read by others once a second person of the organisation that added it agreed. Until then it waits, for them
-- alone. What was there before was added by one person, as it was wanted then.
ALTER TABLE document ADD COLUMN by_agency TEXT COLLATE "C";
ALTER TABLE document ADD COLUMN agreed_by TEXT COLLATE "C";
ALTER TABLE document ADD COLUMN agreed_at BIGINT;
ALTER TABLE document ADD COLUMN sent_back TEXT COLLATE "C";
UPDATE document SET agreed_at = added_at;
