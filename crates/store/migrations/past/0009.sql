INSERT INTO id_blocks (name, next_id) VALUES ('external_user_notes', 100), ('recoveries', 100);
INSERT INTO external_user_notes (id, external_user_id, user_id, text, created_at) VALUES (1, 1, 2, 'Writes for the Gazette.', 1788220870000000);
UPDATE external_users SET erased_at = 1788220871000000 WHERE id = 3;
UPDATE users SET time_zone = 'Europe/Zurich', notifications = 'daily' WHERE id = 2;
INSERT INTO digest_requests (user_id, due_at, request_id) VALUES (2, 1788246000000000, 1);
UPDATE tokens SET scope = 'read' WHERE id = 2;
UPDATE sessions SET browser = 'Firefox on Linux' WHERE id = 1;
INSERT INTO recoveries (id, user_id, hash, created_at, expires_at, ended_at) VALUES
    (1, 2, '61f0000000000000000000000000000000000000000000000000000000000001', 1788220872000000, 1788224472000000, 1788220873000000);
