-- Remembers which stores have been made, so that one that is lost is never taken for a new one.
ALTER TABLE store_key ADD COLUMN first_opened_at BIGINT;
