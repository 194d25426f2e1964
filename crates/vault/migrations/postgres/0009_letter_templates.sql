-- Words of letters that the organisation keeps in place of the scheme's. Every version stays; the newest counts.
-- retention: organisation
CREATE TABLE letter_template (
  id TEXT COLLATE "C" PRIMARY KEY,
  template TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  by_whom TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (template, version)
);
