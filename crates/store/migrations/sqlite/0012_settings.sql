-- The settings of the installation, in one row. What is NULL was not set: the default counts. What the operator says by flag,
-- environment or file counts over all of it.
CREATE TABLE settings (
    id INTEGER NOT NULL PRIMARY KEY,
    organisation TEXT,
    accent TEXT,
    logo_id INTEGER REFERENCES assets (id),
    language TEXT,
    languages TEXT NOT NULL,
    mail_from TEXT,
    limit_network INTEGER,
    limit_address INTEGER,
    limit_downloads INTEGER,
    requests_expire_after_days INTEGER,
    history_kept_for_days INTEGER,
    updated_at INTEGER NOT NULL,
    CONSTRAINT settings_one CHECK (id = 1)
) STRICT;

-- What of the outbox failed is looked up without reading what waits.
CREATE INDEX outbox_troubled ON outbox (kind, id) WHERE last_error IS NOT NULL;
