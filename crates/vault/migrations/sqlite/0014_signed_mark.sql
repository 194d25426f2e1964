-- A new mark with each signing off: whoever keeps signed records in memory knows by it that they still stand.
ALTER TABLE agency_return ADD COLUMN signed_mark TEXT;
