-- Words of letters that the organisation keeps in place of the scheme's. Every version stays; the newest counts.
-- retention: organisation
CREATE TABLE letter_template (
  id TEXT PRIMARY KEY,
  template TEXT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (template, version)
);
