-- The record of who did what is searched by person, by kind of act, by case and by day. Ids begin with the moment at
-- which they were made, so each of these indexes is in the order of time.
DROP INDEX ledger_case;
CREATE INDEX ledger_case ON ledger (case_id, id);
CREATE INDEX ledger_actor ON ledger (actor, id);
CREATE INDEX ledger_action ON ledger (action, id);
CREATE INDEX ledger_lists ON ledger (id) WHERE cases IS NOT NULL;
