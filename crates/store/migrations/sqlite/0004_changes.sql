-- The feed of changes: what each transaction touched, so that the caches of other processes know. Times are the machine's.
CREATE TABLE changes (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    touched TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_time ON changes (at);
