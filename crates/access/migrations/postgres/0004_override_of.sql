-- Whom a changed working day counts for, and who took it back.
ALTER TABLE calendar_override ADD COLUMN organisation TEXT;
ALTER TABLE calendar_override ADD COLUMN removed_by TEXT;
