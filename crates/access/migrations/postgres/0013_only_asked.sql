-- An agency that a partnership only asked for what it knows is none of those that work in it: it signs and decides nothing.
ALTER TABLE agency_partnership ADD COLUMN only_asked BIGINT NOT NULL DEFAULT 0;
