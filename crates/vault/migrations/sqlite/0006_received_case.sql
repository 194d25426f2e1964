-- Everything that other organisations sent about one case stands together: a case of its own, which is no review here.
ALTER TABLE case_file ADD COLUMN received BIGINT NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN about TEXT REFERENCES case_file (id);
CREATE INDEX inbox_about ON inbox (about, at);
CREATE INDEX inbox_unread ON inbox (about) WHERE about IS NOT NULL AND handled_at IS NULL;
CREATE INDEX inbox_kind ON inbox (kind, at);

-- retention: case
CREATE TABLE received_case (
  case_id TEXT PRIMARY KEY REFERENCES case_file (id),
  sender TEXT NOT NULL,
  reference TEXT NOT NULL,
  step TEXT NOT NULL,
  step_at BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  report_due TEXT,
  reported_at BIGINT,
  same_as TEXT REFERENCES case_file (id),
  UNIQUE (sender, reference)
);
CREATE INDEX received_case_step ON received_case (step, step_at, case_id);
CREATE INDEX received_case_first ON received_case (first_at, case_id);
CREATE INDEX received_case_unreported ON received_case (report_due, case_id)
  WHERE reported_at IS NULL AND report_due IS NOT NULL AND same_as IS NULL;
CREATE INDEX received_case_same ON received_case (same_as);
