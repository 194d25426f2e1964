-- Who took which published document out: they are told when it is removed.
-- retention: shared learning
CREATE TABLE document_taken (
  document TEXT NOT NULL REFERENCES document (id),
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  at BIGINT NOT NULL,
  told_at BIGINT,
  PRIMARY KEY (document, person, organisation)
);
