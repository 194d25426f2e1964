-- Codes with which somebody who was named for a request for information sets up their way in. A code and the request
-- that it is for are kept as keyed digests: nobody who reads this can try codes, or tell what anybody is asked about.
-- retention: service
CREATE TABLE first_code (
  id TEXT COLLATE "C" PRIMARY KEY,
  digest TEXT COLLATE "C" NOT NULL UNIQUE,
  request TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  made_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  spent_at BIGINT
);
CREATE INDEX first_code_of_request ON first_code (request);
CREATE INDEX first_code_of_person ON first_code (person);
