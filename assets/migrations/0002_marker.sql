-- A number that no other store has, a backup or a copy set aside included: it is read back to see that the
-- file is still the one that was opened.
INSERT INTO numbers (name, value) VALUES ('marker', random());
