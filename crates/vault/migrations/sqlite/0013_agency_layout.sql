-- What the columns of an agency's tables hold, so that the next table with the same heads is read without asking. The heads
-- themselves are not kept, only a digest of them: they can hold names.
-- retention: organisation
CREATE TABLE agency_layout (
  agency TEXT NOT NULL,
  heads TEXT NOT NULL,
  columns TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (agency, heads)
);
