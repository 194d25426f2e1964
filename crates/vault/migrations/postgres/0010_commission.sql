-- Who is commissioned to lead a review, and until when. The commission opens the reviewer's working notes, and access ends
-- with it. What else is known of an appointment is the record under the same id.
-- retention: case
CREATE TABLE commission (
  id TEXT COLLATE "C" PRIMARY KEY,
  case_id TEXT COLLATE "C" NOT NULL REFERENCES case_file (id),
  person TEXT COLLATE "C" NOT NULL,
  until_day TEXT COLLATE "C" NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX commission_of_case ON commission (case_id);
CREATE INDEX commission_of_person ON commission (person, until_day);
