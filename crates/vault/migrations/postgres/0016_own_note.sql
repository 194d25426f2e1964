-- What one person keeps for themself in a case: nobody else reads it, it goes nowhere with the case, and it is gone when they let it
-- go. Until they choose to keep it, it is there only so that they can go on.
-- retention: case
CREATE TABLE own_note (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  person TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  kept BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX own_note_of_person ON own_note (case_id, person, kind);
