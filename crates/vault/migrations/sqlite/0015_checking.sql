-- Who of an agency checks which entry of its return, because they wrote it down at the time: what their access rests on.
-- The row stands under the id of the record that says what they answered.
-- retention: case
CREATE TABLE checking (
  id TEXT PRIMARY KEY REFERENCES record (id),
  return_id TEXT NOT NULL REFERENCES agency_return (id),
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT NOT NULL,
  entry TEXT NOT NULL REFERENCES record (id),
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX checking_of_return ON checking (return_id);
CREATE INDEX checking_of_person ON checking (person);
CREATE INDEX checking_of_case ON checking (case_id);
