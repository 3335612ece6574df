-- Webhooks: who is told what happens, and how that went.

-- An address that is told. `events` are types or their first parts, between blanks; none: all. A secret is not kept: it is made
-- of the installation's key and of what stands here, sealed, so that it is known when the key is another one. While a new one is
-- being taken over the earlier one counts too. Since when nothing but failures came, and until when it is asked no more for now.
CREATE TABLE webhooks (
    id BIGINT NOT NULL PRIMARY KEY,
    url TEXT COLLATE "C" NOT NULL,
    events TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    enabled BIGINT NOT NULL,
    off_because TEXT COLLATE "C",
    secret TEXT COLLATE "C" NOT NULL,
    earlier_secret TEXT COLLATE "C",
    earlier_until BIGINT,
    failing_since BIGINT,
    rests_until BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What was told to whom, and how it went; ids only. It has the id of the job that first told it. Without an event it is a test.
CREATE TABLE webhook_deliveries (
    id BIGINT NOT NULL PRIMARY KEY,
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
    event_id BIGINT,
    type TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    response_code BIGINT,
    duration BIGINT,
    error TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    attempted_at BIGINT,
    next_at BIGINT,
    CONSTRAINT webhook_deliveries_status CHECK (status IN ('pending', 'delivered', 'failed'))
);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, created_at, id);
