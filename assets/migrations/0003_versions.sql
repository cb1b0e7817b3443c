-- What else tells an article whose content changed: a hash of its address, and one of its path, title and date. An
-- article that has no marks takes those of the content that was last known under the same hash.
CREATE TABLE versions (
    key      BLOB NOT NULL CHECK (length(key) = 16),
    identity TEXT NOT NULL,
    changed  INTEGER NOT NULL,
    PRIMARY KEY (key, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_changed ON versions (changed);
