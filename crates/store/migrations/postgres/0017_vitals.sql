-- What was given up is rare, and asked for whenever somebody reads the metrics.
CREATE INDEX outbox_given_up ON outbox (kind, id) WHERE failed_at IS NOT NULL;
