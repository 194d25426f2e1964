-- Learning that was released, as it stands. What was taken back or taken down keeps its row and loses its words.
-- retention: shared learning
CREATE TABLE item (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  audience TEXT NOT NULL,
  region TEXT,
  origin TEXT,
  origin_region TEXT,
  origin_year BIGINT,
  broker TEXT,
  family_told BIGINT NOT NULL,
  released_on TEXT,
  supersedes TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  state_on TEXT,
  body TEXT,
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX item_standing ON item (state, audience, released_on);
CREATE INDEX item_supersedes ON item (supersedes);

-- retention: shared learning
CREATE TABLE item_version (
  item TEXT NOT NULL REFERENCES item (id),
  version BIGINT NOT NULL,
  audience TEXT NOT NULL,
  released_on TEXT NOT NULL,
  at BIGINT NOT NULL,
  body TEXT,
  digest TEXT NOT NULL,
  salt BLOB NOT NULL,
  PRIMARY KEY (item, version)
);

-- Codes by which a list is narrowed: of the version that stands.
-- retention: shared learning
CREATE TABLE item_code (
  item TEXT NOT NULL REFERENCES item (id),
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (item, kind, code)
);
CREATE INDEX item_code_of ON item_code (kind, code);

-- Who opened or took out which item: they are told when it is taken back. Read by the person it is about and at a recall.
-- retention: shared learning
CREATE TABLE opened (
  item TEXT NOT NULL REFERENCES item (id),
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  how TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  told_at BIGINT,
  PRIMARY KEY (item, person, organisation, how)
);
CREATE INDEX opened_by ON opened (person);

-- Published reviews and briefings. Nothing of them expires.
-- retention: shared learning
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  by_person TEXT NOT NULL,
  by_organisation TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  reason TEXT
);

-- retention: shared learning
CREATE TABLE document_file (
  document TEXT PRIMARY KEY REFERENCES document (id),
  bytes BLOB NOT NULL
);

-- retention: shared learning
CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id),
  place BIGINT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  by_person TEXT,
  changed_at BIGINT NOT NULL
);
CREATE INDEX finding_of_document ON finding (document, place);

-- Each state of the list of themes, whole.
-- retention: shared learning
CREATE TABLE theme_list (
  version BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  by_person TEXT NOT NULL,
  by_organisation TEXT NOT NULL,
  why TEXT NOT NULL,
  body TEXT NOT NULL
);

-- What one person asks of shared learning, and the briefings they write from it: theirs alone.
-- retention: shared learning
CREATE TABLE own_page (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX own_page_of ON own_page (person, kind, changed_at);

-- retention: service
CREATE TABLE form_result (
  form TEXT NOT NULL,
  person TEXT NOT NULL,
  at BIGINT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (form, person)
);

-- retention: record of who did what
CREATE TABLE ledger (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  agency TEXT,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  case_id TEXT,
  cases TEXT,
  record TEXT,
  version BIGINT,
  digest TEXT,
  request TEXT NOT NULL
);
CREATE INDEX ledger_case ON ledger (case_id, at);
CREATE INDEX ledger_at ON ledger (at);

-- retention: record of who did what
CREATE TABLE ledger_waiting (id TEXT PRIMARY KEY);

-- retention: record of who did what
CREATE TABLE ledger_leaf (
  number BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL
);

-- retention: record of who did what
CREATE TABLE tree_head (
  size BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  root TEXT NOT NULL,
  signature TEXT NOT NULL
);

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER tree_head_no_update BEFORE UPDATE ON tree_head BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER tree_head_no_delete BEFORE DELETE ON tree_head BEGIN SELECT RAISE(ABORT, 'append only'); END;
