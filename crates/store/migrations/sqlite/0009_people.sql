-- People: what is noted of external users, who of them was erased; how users hear of requests, where they are, and their
-- ways back in.

-- What colleagues note of an external user. Personal, like the reason of a request.
CREATE TABLE external_user_notes (
    id INTEGER NOT NULL PRIMARY KEY,
    external_user_id INTEGER NOT NULL REFERENCES external_users (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX external_user_notes_by_external_user ON external_user_notes (external_user_id, id);

-- When the person was erased. The row stays for what is counted, without anything of theirs.
ALTER TABLE external_users ADD COLUMN erased_at INTEGER;

ALTER TABLE users ADD COLUMN time_zone TEXT;
ALTER TABLE users ADD COLUMN notifications TEXT NOT NULL DEFAULT 'each' CHECK (notifications IN ('each', 'hourly', 'daily', 'none'));

-- The requests that a user hears of together, in one mail that goes out then.
CREATE TABLE digest_requests (
    user_id INTEGER NOT NULL REFERENCES users (id),
    due_at INTEGER NOT NULL,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    PRIMARY KEY (user_id, due_at, request_id)
) STRICT;
CREATE INDEX digest_requests_by_time ON digest_requests (due_at);

-- What a token may do of what its user may.
ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('all', 'read'));
-- What the browser of a session is called: "Firefox on Linux".
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';

-- Ways back into an account for who forgot the password, as hashes. Each opens for an hour, once.
CREATE TABLE recoveries (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT recoveries_hash UNIQUE (hash)
) STRICT;
CREATE INDEX recoveries_by_user ON recoveries (user_id);
