-- Sign-ins of organisations that people linked to themselves. What the provider calls somebody is kept as a keyed digest
-- of issuer and subject only, beside one of the issuer: no name, no address, and nothing by which a provider knows them.
-- retention: directory
CREATE TABLE linked_sign_in (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id),
  provider TEXT NOT NULL,
  issuer TEXT NOT NULL,
  day TEXT NOT NULL
);
CREATE INDEX linked_sign_in_of_person ON linked_sign_in (person);
