-- The settings of the installation, in one row. What is NULL was not set: the default counts. What the operator says by flag,
-- environment or file counts over all of it.
CREATE TABLE settings (
    id BIGINT NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C",
    accent TEXT COLLATE "C",
    logo_id BIGINT REFERENCES assets (id),
    language TEXT COLLATE "C",
    languages TEXT COLLATE "C" NOT NULL,
    mail_from TEXT COLLATE "C",
    limit_network BIGINT,
    limit_address BIGINT,
    limit_downloads BIGINT,
    requests_expire_after_days BIGINT,
    history_kept_for_days BIGINT,
    updated_at BIGINT NOT NULL,
    CONSTRAINT settings_one CHECK (id = 1)
);

-- What of the outbox failed is looked up without reading what waits.
CREATE INDEX outbox_troubled ON outbox (kind, id) WHERE last_error IS NOT NULL;
