-- What organisations told of what they do with an item, in the words that they confirmed. Which organisation it was is told to
-- nobody who does not want it told: it stands here so that what it says later takes the place of what it said.
-- retention: shared learning
CREATE TABLE uptake (
  item TEXT COLLATE "C" NOT NULL REFERENCES item (id),
  organisation TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (item, organisation)
);
