-- The feed of changes: what each transaction touched, so that the caches of other processes know. Times are the machine's.
CREATE TABLE changes (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    touched TEXT COLLATE "C" NOT NULL
);
CREATE INDEX changes_by_time ON changes (at);
