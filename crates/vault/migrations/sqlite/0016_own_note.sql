-- What one person keeps for themself in a case: nobody else reads it, it goes nowhere with the case, and it is gone when they let it
-- go. Until they choose to keep it, it is there only so that they can go on.
-- retention: case
CREATE TABLE own_note (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  kept BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX own_note_of_person ON own_note (case_id, person, kind);
