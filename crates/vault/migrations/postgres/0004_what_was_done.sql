-- What was done in a case is found past any number of readings of it.
CREATE INDEX ledger_done ON ledger (case_id, id) WHERE outcome <> 'read';
