-- Learning that was released, as it stands. What was taken back or taken down keeps its row and loses its words.
-- retention: shared learning
CREATE TABLE item (
  id TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL,
  audience TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C",
  origin TEXT COLLATE "C",
  origin_region TEXT COLLATE "C",
  origin_year BIGINT,
  broker TEXT COLLATE "C",
  family_told BIGINT NOT NULL,
  released_on TEXT COLLATE "C",
  supersedes TEXT COLLATE "C",
  state TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C",
  state_on TEXT COLLATE "C",
  body TEXT COLLATE "C",
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX item_standing ON item (state, audience, released_on);
CREATE INDEX item_supersedes ON item (supersedes);

-- retention: shared learning
CREATE TABLE item_version (
  item TEXT COLLATE "C" NOT NULL REFERENCES item (id),
  version BIGINT NOT NULL,
  audience TEXT COLLATE "C" NOT NULL,
  released_on TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  body TEXT COLLATE "C",
  digest TEXT COLLATE "C" NOT NULL,
  salt BYTEA NOT NULL,
  PRIMARY KEY (item, version)
);

-- Codes by which a list is narrowed: of the version that stands.
-- retention: shared learning
CREATE TABLE item_code (
  item TEXT COLLATE "C" NOT NULL REFERENCES item (id),
  kind TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (item, kind, code)
);
CREATE INDEX item_code_of ON item_code (kind, code);

-- Who opened or took out which item: they are told when it is taken back. Read by the person it is about and at a recall.
-- retention: shared learning
CREATE TABLE opened (
  item TEXT COLLATE "C" NOT NULL REFERENCES item (id),
  person TEXT COLLATE "C" NOT NULL,
  organisation TEXT COLLATE "C" NOT NULL,
  how TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  told_at BIGINT,
  PRIMARY KEY (item, person, organisation, how)
);
CREATE INDEX opened_by ON opened (person);

-- Published reviews and briefings. Nothing of them expires.
-- retention: shared learning
CREATE TABLE document (
  id TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL,
  media TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL UNIQUE,
  body TEXT COLLATE "C" NOT NULL,
  by_person TEXT COLLATE "C" NOT NULL,
  by_organisation TEXT COLLATE "C" NOT NULL,
  added_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  reason TEXT COLLATE "C"
);

-- retention: shared learning
CREATE TABLE document_file (
  document TEXT COLLATE "C" PRIMARY KEY REFERENCES document (id),
  bytes BYTEA NOT NULL
);

-- retention: shared learning
CREATE TABLE finding (
  id TEXT COLLATE "C" PRIMARY KEY,
  document TEXT COLLATE "C" NOT NULL REFERENCES document (id),
  place BIGINT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  by_person TEXT COLLATE "C",
  changed_at BIGINT NOT NULL
);
CREATE INDEX finding_of_document ON finding (document, place);

-- Each state of the list of themes, whole.
-- retention: shared learning
CREATE TABLE theme_list (
  version BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  by_person TEXT COLLATE "C" NOT NULL,
  by_organisation TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL
);

-- What one person asks of shared learning, and the briefings they write from it: theirs alone.
-- retention: shared learning
CREATE TABLE own_page (
  id TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX own_page_of ON own_page (person, kind, changed_at);

-- retention: service
CREATE TABLE form_result (
  form TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  result TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (form, person)
);

-- retention: record of who did what
CREATE TABLE ledger (
  id TEXT COLLATE "C" PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  agency TEXT COLLATE "C",
  action TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C",
  cases TEXT COLLATE "C",
  record TEXT COLLATE "C",
  version BIGINT,
  digest TEXT COLLATE "C",
  request TEXT COLLATE "C" NOT NULL
);
CREATE INDEX ledger_case ON ledger (case_id, at);
CREATE INDEX ledger_at ON ledger (at);

-- retention: record of who did what
CREATE TABLE ledger_waiting (id TEXT COLLATE "C" PRIMARY KEY);

-- retention: record of who did what
CREATE TABLE ledger_leaf (
  number BIGINT PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  hash TEXT COLLATE "C" NOT NULL
);

-- retention: record of who did what
CREATE TABLE tree_head (
  size BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  root TEXT COLLATE "C" NOT NULL,
  signature TEXT COLLATE "C" NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_leaf_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tree_head_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON ledger, ledger_leaf, tree_head FROM "{role}";
