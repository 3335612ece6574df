-- Webhooks: who is told what happens, and how that went.

-- An address that is told. `events` are types or their first parts, between blanks; none: all. A secret is not kept: it is made
-- of the installation's key and of what stands here, sealed, so that it is known when the key is another one. While a new one is
-- being taken over the earlier one counts too. Since when nothing but failures came, and until when it is asked no more for now.
CREATE TABLE webhooks (
    id INTEGER NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    off_because TEXT,
    secret TEXT NOT NULL,
    earlier_secret TEXT,
    earlier_until INTEGER,
    failing_since INTEGER,
    rests_until INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- What was told to whom, and how it went; ids only. It has the id of the job that first told it. Without an event it is a test.
CREATE TABLE webhook_deliveries (
    id INTEGER NOT NULL PRIMARY KEY,
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
    event_id INTEGER,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    response_code INTEGER,
    duration INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    attempted_at INTEGER,
    next_at INTEGER,
    CONSTRAINT webhook_deliveries_status CHECK (status IN ('pending', 'delivered', 'failed'))
) STRICT;
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, created_at, id);
