-- What was done and when, with what undoes it: the last thousand steps of all readers. Rows that no reader needs any
-- more are deleted.
CREATE TABLE steps (
    made    INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    program TEXT NOT NULL,
    label   TEXT NOT NULL,
    state   INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    size    INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    json    TEXT NOT NULL,
    UNIQUE (run, number)
) STRICT;
CREATE INDEX steps_changed ON steps (changed);

-- Passages of articles that were kept.
CREATE TABLE highlights (
    made    INTEGER PRIMARY KEY,
    key     BLOB NOT NULL CHECK (length(key) = 16),
    start   INTEGER NOT NULL,
    passage TEXT NOT NULL,
    at      INTEGER NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    changed INTEGER NOT NULL,
    UNIQUE (key, start, passage)
) STRICT;
CREATE INDEX highlights_changed ON highlights (changed);

-- Where a reader of the same articles begins again. Neither this nor what was typed has a counter: other readers that
-- are open do not need it.
CREATE TABLE places (
    pile TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was typed into prompts.
CREATE TABLE prompts (
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (kind, text)
) STRICT, WITHOUT ROWID;
