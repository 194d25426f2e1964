-- Words of a finding that are not those of its document, and another list of themes, wait for a second person of the organisation that
-- asks: until then nobody else reads them.
ALTER TABLE finding ADD COLUMN asked_in TEXT;
CREATE INDEX finding_asked ON finding (asked_in);

-- Where something was removed or taken down: the words why are for that organisation. What was there before is read by nobody.
ALTER TABLE document ADD COLUMN ended_in TEXT;
ALTER TABLE item ADD COLUMN ended_in TEXT;

-- Another list of themes that waits.
-- retention: shared learning
CREATE TABLE theme_asked (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  list_version BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  by_person TEXT NOT NULL,
  by_organisation TEXT NOT NULL,
  by_agency TEXT,
  sent_back TEXT,
  why TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX theme_asked_in ON theme_asked (by_organisation);
