-- Sign-ins of organisations that people linked to themselves. What the provider calls somebody is kept as a keyed digest
-- of issuer and subject only, beside one of the issuer: no name, no address, and nothing by which a provider knows them.
-- retention: directory
CREATE TABLE linked_sign_in (
  id TEXT COLLATE "C" PRIMARY KEY,
  digest TEXT COLLATE "C" NOT NULL UNIQUE,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  provider TEXT COLLATE "C" NOT NULL,
  issuer TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL
);
CREATE INDEX linked_sign_in_of_person ON linked_sign_in (person);
