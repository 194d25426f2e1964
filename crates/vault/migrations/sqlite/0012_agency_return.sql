-- What agencies return to requests for information. The request itself is the record under the same id; here stands what
-- access rests on and what lists are made of. Each moment is set once, by what happened.
-- retention: case
CREATE TABLE agency_return (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  agency TEXT NOT NULL,
  due TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  sent_at BIGINT,
  opened_at BIGINT,
  started_at BIGINT,
  returned_at BIGINT,
  signed_off_at BIGINT,
  accepted_at BIGINT,
  withdrawn_at BIGINT,
  reminded_on TEXT,
  escalated_on TEXT
);
CREATE INDEX agency_return_of_case ON agency_return (case_id);
CREATE INDEX agency_return_waiting ON agency_return (signed_off_at, due);

-- Who answers a request for an agency, and who of them signs it off.
-- retention: case
CREATE TABLE answering (
  id TEXT PRIMARY KEY,
  return_id TEXT NOT NULL REFERENCES agency_return (id),
  case_id TEXT NOT NULL REFERENCES case_file (id),
  person TEXT NOT NULL,
  signs BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX answering_of_return ON answering (return_id);
CREATE INDEX answering_of_person ON answering (person);
CREATE INDEX answering_of_case ON answering (case_id);

-- Which records belong to which return, which section they are read under, and which version the agency signed off.
-- retention: case
CREATE TABLE return_record (
  record TEXT PRIMARY KEY REFERENCES record (id),
  return_id TEXT NOT NULL REFERENCES agency_return (id),
  case_id TEXT NOT NULL REFERENCES case_file (id),
  reads TEXT NOT NULL,
  signed_version BIGINT,
  signed_reads TEXT
);
CREATE INDEX return_record_of_return ON return_record (return_id);
CREATE INDEX return_record_of_case ON return_record (case_id);

-- E-mail that is to go out. It says that there is something to do, never what: the words are made when it goes.
-- retention: case
CREATE TABLE mail_out (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file (id),
  return_id TEXT REFERENCES agency_return (id),
  kind TEXT NOT NULL,
  person TEXT,
  address TEXT,
  added_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  try_after BIGINT NOT NULL,
  sent_at BIGINT,
  failed_at BIGINT,
  code TEXT
);
CREATE INDEX mail_out_waiting ON mail_out (sent_at, failed_at, try_after);
CREATE INDEX mail_out_of_case ON mail_out (case_id);
