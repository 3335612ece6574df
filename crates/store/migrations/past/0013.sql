INSERT INTO id_blocks (name, next_id) VALUES ('webhooks', 100);
INSERT INTO webhooks (id, url, events, description, enabled, off_because, secret, earlier_secret, earlier_until, failing_since, rests_until, created_at, updated_at) VALUES
    (1, 'https://hooks.old.example/ajar', 'request', 'The newsroom', 0, 'byHand', 'sealed', NULL, NULL, NULL, NULL, 1788220876000000, 1788220877000000);
INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, status, attempts, response_code, duration, error, created_at, attempted_at, next_at) VALUES
    (1, 1, 1, 'request.created', 'delivered', 1, 200, 41000, NULL, 1788220876000000, 1788220876000000, NULL);
