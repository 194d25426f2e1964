-- Whether anything in a case has changed is asked of the index alone, by every page that looks across reviews.
CREATE INDEX record_print ON record (case_id, version, removed_at, changed_at);
