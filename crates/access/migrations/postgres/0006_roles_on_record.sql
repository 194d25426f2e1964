-- A form of the directory that is sent twice acts once.
-- retention: service
CREATE TABLE form_result (
  form TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  result TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (form, person)
);
-- Rows of the record of who did what that name a role or an organisation, in the order of time, and by what they name.
CREATE INDEX ledger_about ON ledger (id) WHERE record IS NOT NULL;
CREATE INDEX ledger_record ON ledger (record) WHERE record IS NOT NULL;
