-- Triage state, keyed by content: 16 bytes of the BLAKE3 hash of title and text.
--
-- Several readers may have the store open at once. Each value has its own modification counter, so that one
-- reader's star does not undo another's read mark, and each sees what the others changed since it last
-- looked. Rows are never deleted: what was taken back says so, else the others could not see it.

CREATE TABLE numbers (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last modification counter, and when and at which counter the last backup was made (Unix seconds).
INSERT INTO numbers (name, value) VALUES ('changed', 0), ('backup_at', 0), ('backup_changed', 0);

CREATE TABLE marks (
    key         BLOB PRIMARY KEY CHECK (length(key) = 16),
    read        INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    starred     INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    read_at     INTEGER NOT NULL DEFAULT 0,
    starred_at  INTEGER NOT NULL DEFAULT 0,
    archived_at INTEGER NOT NULL DEFAULT 0,
    changed     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_changed ON marks (changed);

CREATE TABLE tags (
    key     BLOB NOT NULL CHECK (length(key) = 16),
    tag     TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    changed INTEGER NOT NULL,
    PRIMARY KEY (key, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_changed ON tags (changed);

-- A note that was deleted is NULL.
CREATE TABLE notes (
    key     BLOB PRIMARY KEY CHECK (length(key) = 16),
    note    TEXT,
    changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_changed ON notes (changed);

-- How far an article was read: a byte of its text.
CREATE TABLE positions (
    key     BLOB PRIMARY KEY CHECK (length(key) = 16),
    byte    INTEGER,
    changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX positions_changed ON positions (changed);

-- What the user corrected of people; applied in the order made.
CREATE TABLE corrections (
    made    INTEGER PRIMARY KEY,
    key     BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    kind    TEXT NOT NULL,
    json    TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX corrections_changed ON corrections (changed);
