-- The agency that somebody with roles for several chose to act for in a session.
ALTER TABLE session ADD COLUMN agency TEXT COLLATE "C";
