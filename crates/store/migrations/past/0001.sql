-- What the version with migration 1 wrote: rows of every kind, as its rules had them. See `testkit::past`.
INSERT INTO id_blocks (name, next_id) VALUES
    ('users', 100), ('external_users', 100), ('tokens', 100), ('sessions', 100), ('browsers', 100), ('folders', 100),
    ('assets', 100), ('asset_versions', 100), ('kits', 100), ('kit_sections', 100), ('portals', 100), ('requests', 100),
    ('request_items', 100), ('decisions', 100), ('grants', 100), ('links', 100), ('events', 100), ('outbox', 100);
INSERT INTO installation (name, value) VALUES ('name', 'k3Yh0dPq');
INSERT INTO users (id, mail, mail_key, first_name, last_name, role, responsible_for_external_users, password_hash, language, search, created_at, deleted_at) VALUES
    (1, 'Ada@old.example', 'ada@old.example', 'Ada', 'Archer', 'admin', 0, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', 'en', 'ada archer ada@old.example', 1788220800000001, NULL),
    (2, 'uta@old.example', 'uta@old.example', 'Uta', 'Üblich', 'responsible', 1, NULL, NULL, 'uta üblich uta@old.example', 1788220800000002, NULL),
    (3, 'mo@old.example', 'mo@old.example', 'Mo', 'Moss', 'member', 0, NULL, 'ar', 'mo moss mo@old.example', 1788220800000003, NULL),
    (4, 'gone@old.example', 'gone@old.example', 'Gone', 'Gander', 'manager', 0, NULL, NULL, 'gone gander gone@old.example', 1788220800000004, 1788220900000000);
INSERT INTO external_users (id, mail, mail_key, first_name, last_name, language, search, created_at) VALUES
    (1, 'Zoe@PRESS.example', 'zoe@press.example', 'Zoë', 'Zander', 'fr', 'zoë zander zoe@press.example', 1788220801000000),
    (2, 'anon@press.example', 'anon@press.example', NULL, NULL, NULL, 'anon@press.example', 1788220802000000),
    (3, 'erased-3@erased.invalid', 'erased 3', NULL, NULL, NULL, '', 1788220803000000);
INSERT INTO tokens (id, user_id, name, hash, created_at, expires_at, revoked_at) VALUES
    (1, 1, 'Skript "für" alles', 'a1f0000000000000000000000000000000000000000000000000000000000001', 1788220804000000, NULL, NULL),
    (2, 3, 'old', 'a1f0000000000000000000000000000000000000000000000000000000000002', 1788220804000001, 1798220804000000, 1788220805000000);
INSERT INTO sessions (id, user_id, hash, created_at, expires_at, ended_at) VALUES
    (1, 1, 'b1f0000000000000000000000000000000000000000000000000000000000001', 1788220804000000, 1789430404000000, 1788220806000000);
INSERT INTO browsers (id, hash, created_at) VALUES (1, 'c1f0000000000000000000000000000000000000000000000000000000000001', 1788220807000000);
-- The inner one was made before the one that it was moved into.
INSERT INTO folders (id, parent_id, name, created_at) VALUES (2, NULL, 'Presse', 1788220808000000);
INSERT INTO folders (id, parent_id, name, created_at) VALUES (1, 2, '2026 / صور', 1788220807000000);
INSERT INTO folder_responsibles (folder_id, user_id) VALUES (2, 2);
INSERT INTO assets (id, folder_id, title, version, search, created_at, updated_at, deleted_at) VALUES
    (1, 1, 'The "blue" logo', 2, 'the "blue" logo', 1788220809000000, 1788220819000000, NULL),
    (2, NULL, 'نشرة صحفية', 1, 'نشرة صحفية', 1788220810000000, 1788220810000000, NULL),
    (3, 2, 'Withdrawn', 1, 'withdrawn', 1788220811000000, 1788220821000000, 1788220821000000);
-- Size and hashes are put right by whoever writes the files.
INSERT INTO asset_versions (id, asset_id, number, filename, content_type, blob_key, size, sha256, crc32, width, height, preview, dominant_color, has_alpha, is_light, created_at) VALUES
    (1, 1, 1, 'logo old.png', 'image/png', '0a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaa1', 0, '', 0, 640, 480, 'none', NULL, 0, 0, 1788220809000000),
    (2, 1, 2, 'logo.png', 'image/png', '0a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaa2', 0, '', 0, 640, 480, 'ready', '#2255aa', 1, 1, 1788220819000000),
    (3, 2, 1, 'نشرة.pdf', 'application/pdf', '0b/bbbbbbbbbbbbbbbbbbbbbbbbbbbbb3', 0, '', 0, NULL, NULL, 'none', NULL, 0, 0, 1788220810000000),
    (4, 3, 1, 'withdrawn.bin', 'application/octet-stream', '0c/cccccccccccccccccccccccccccc04', 0, '', 0, NULL, NULL, 'none', NULL, 0, 0, 1788220811000000);
INSERT INTO previews (version_id, width, height, content_type, blob_key, size, sha256) VALUES
    (2, 320, 240, 'image/png', '0d/dddddddddddddddddddddddddddd05', 0, '');
INSERT INTO kits (id, slug, title, description, privacy, password_hash, policy, created_at, updated_at) VALUES
    (1, 'press', 'Press & pictures', 'Everything about the <b>museum</b>.', 'public', NULL, 'approval', 1788220812000000, 1788220812000000),
    (2, 'vault', 'Vault', '', 'password', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$dmF1bHQ', 'perAssetApproval', 1788220813000000, 1788220813000000),
    (3, 'last-year', 'Last year', '', 'private', NULL, 'disabled', 1788220814000000, 1788220814000000);
INSERT INTO kit_sections (id, kit_id, position, title, text) VALUES
    (1, 1, 0, 'Logos', 'For print and web.'), (2, 1, 1, '', ''), (3, 2, 0, '', '');
INSERT INTO kit_assets (section_id, asset_id, kit_id, position) VALUES (1, 1, 1, 0), (2, 2, 1, 0), (3, 1, 2, 0);
INSERT INTO portals (id, slug, title, introduction, accent, logo_id, cover_id, privacy, password_hash, policy, created_at, updated_at) VALUES
    (1, 'museum', 'Museum of Low Water', 'Welcome.', '#2255aa', 1, 2, 'public', NULL, 'approval', 1788220815000000, 1788220815000000),
    (2, 'old-museum', 'Old museum', '', NULL, NULL, NULL, 'private', NULL, 'inherit', 1788220816000000, 1788220816000000);
INSERT INTO portal_kits (portal_id, kit_id, position) VALUES (1, 1, 0), (1, 2, 1);
-- One under review by form; one approved; one denied by who was chosen; one that a policy let in; one revoked; one approved
-- because the grant of another covers it.
INSERT INTO requests (id, reference, origin, status, external_user_id, user_id, browser_id, portal_id, kit_id, scope, policy, policy_of, routing, routes_external, reason, language, search, message, created_at, decided_at, decided_by, expires_at, revoked_at, revoked_by, revocation_message, version) VALUES
    (1, 'reference-1', 'form', 'pending', 1, NULL, 1, NULL, 1, 'kit', 'approval', 'kit', 'external', 1, 'For an article about a zeppelin.', 'fr', 'for an article about a zeppelin.', NULL, 1788220830000000, NULL, NULL, NULL, NULL, NULL, NULL, 1),
    (2, 'reference-2', 'publicApi', 'approved', 1, NULL, NULL, NULL, 1, 'assets', 'perAssetApproval', 'kit', 'external', 1, 'Zwei Zeilen
mit "Zeichen" und ''Strichen''', 'de', 'zwei zeilen', 'Gern.', 1788220831000000, 1788220841000000, 1, NULL, NULL, NULL, NULL, 2),
    (3, 'reference-3', 'api', 'denied', NULL, 3, NULL, 1, NULL, 'portal', 'approval', 'portal', 'chosen', 0, NULL, NULL, '', 'Not now.', 1788220832000000, 1788220842000000, 2, NULL, NULL, NULL, NULL, 2),
    (4, 'reference-4', 'form', 'approved', 2, NULL, 1, NULL, 1, 'kit', 'noApproval', 'kit', 'policy', 0, NULL, NULL, '', NULL, 1788220833000000, 1788220833000000, NULL, NULL, NULL, NULL, NULL, 2),
    (5, 'reference-5', 'api', 'revoked', NULL, 3, NULL, 1, NULL, 'portal', 'approval', 'portal', 'external', 1, NULL, NULL, '', NULL, 1788220834000000, 1788220844000000, 1, 1798220844000000, 1788220854000000, 1, 'It is over.', 3),
    (6, 'reference-6', 'publicApi', 'approved', 1, NULL, NULL, NULL, 1, 'assets', 'perAssetApproval', 'kit', 'folders', 0, NULL, NULL, '', NULL, 1788220835000000, 1788220841000000, 1, NULL, NULL, NULL, NULL, 2);
INSERT INTO request_responsibles (request_id, user_id) VALUES (3, 2);
INSERT INTO decisions (id, request_id, verdict, user_id, whole, message, expires_at, through_grant_id, created_at) VALUES
    (1, 2, 'approve', 1, 0, 'Gern.', NULL, NULL, 1788220841000000),
    (2, 3, 'deny', 2, 1, 'Not now.', NULL, NULL, 1788220842000000),
    (3, 4, 'approve', NULL, 1, NULL, NULL, NULL, 1788220833000000),
    (4, 5, 'approve', 1, 1, NULL, 1798220844000000, NULL, 1788220844000000),
    (5, 6, 'approve', 1, 0, NULL, NULL, 1, 1788220841000000);
INSERT INTO request_items (id, request_id, position, asset_id, folder_id, status) VALUES
    (1, 1, 0, NULL, NULL, 'pending'), (2, 2, 0, 1, NULL, 'approved'), (3, 2, 1, 2, NULL, 'cancelled'), (4, 3, 0, NULL, NULL, 'denied'),
    (5, 4, 0, NULL, NULL, 'approved'), (6, 5, 0, NULL, NULL, 'revoked'), (7, 6, 0, 1, 2, 'approved');
INSERT INTO item_decisions (item_id, decision_id) VALUES (2, 1), (4, 2), (5, 3), (6, 4), (7, 5);
INSERT INTO open_asks (asker, portal_id, kit_id, asset_id, request_id) VALUES ('external:1', 0, 1, 0, 1);
INSERT INTO grants (id, request_id, decision_id, external_user_id, user_id, browser_id, portal_id, kit_id, asset_id, created_at, expires_at, revoked_at, revoked_by) VALUES
    (1, 2, 1, 1, NULL, NULL, NULL, NULL, 1, 1788220841000000, NULL, NULL, NULL),
    (2, 4, 3, NULL, NULL, 1, NULL, 1, NULL, 1788220833000000, NULL, NULL, NULL),
    (3, 5, 4, NULL, 3, NULL, 1, NULL, NULL, 1788220844000000, 1798220844000000, 1788220854000000, 1);
INSERT INTO links (id, kind, hash, external_user_id, user_id, request_id, created_at, expires_at, ended_at) VALUES
    (1, 'pickup', 'd1f0000000000000000000000000000000000000000000000000000000000001', 1, NULL, 2, 1788220841000000, 1790812841000000, NULL),
    (2, 'decide', 'd1f0000000000000000000000000000000000000000000000000000000000002', NULL, 2, 1, 1788220831000000, 1789430431000000, NULL),
    (3, 'invitation', 'd1f0000000000000000000000000000000000000000000000000000000000003', NULL, 3, NULL, 1788220803000000, 1788825603000000, 1788220804000000);
INSERT INTO events (id, at, type, user_id, external_user_id, requester_user_id, browser_id, request_id, grant_id, portal_id, kit_id, asset_id, data) VALUES
    (1, 1788220830000000, 'request.created', NULL, 1, NULL, NULL, 1, NULL, NULL, 1, NULL, '{}'),
    (2, 1788220841000000, 'request.decided', 1, 1, NULL, NULL, 2, NULL, NULL, 1, NULL, '{"verdict":"approve"}'),
    (3, 1788220851000000, 'download.zip', NULL, NULL, 3, NULL, 5, 3, 1, NULL, NULL, '{"bytes":42}'),
    (4, 1788307251000000, 'download.asset', NULL, NULL, NULL, 1, 4, 2, NULL, 1, 1, '{}');
INSERT INTO event_assets (event_id, asset_id) VALUES (3, 1), (3, 2);
INSERT INTO download_counts (subject, content, counted_at) VALUES ('e1', 'v2', 1788220851000000);
INSERT INTO outbox (id, kind, payload, created_at, run_at, attempts, lease, failed_at, last_error) VALUES
    (1, 'mail', '{"letter":"unknown"}', 1788220841000000, 1788220841000000, 12, NULL, 1788480041000000, 'no route to host');
INSERT INTO technical_properties (name, value, updated_at) VALUES ('ENABLE_PUBLIC_DOWNLOAD_REQUEST', 1, 1788220841000000);
INSERT INTO counters (bucket, window_start, count) VALUES ('e1f0000000000000000000000000000000000000000000000000000000000001', 1788220800000000, 3);
INSERT INTO idempotency_keys (caller, route, idempotency_key, body_hash, resource_id, created_at) VALUES
    ('user:3', 'POST /api/dam/download-validation-requests', 'k-1', 'f1f0000000000000000000000000000000000000000000000000000000000001', 3, 1788220832000000);
INSERT INTO selections (user_id, asset_id, position) VALUES (3, 1, 0);
INSERT INTO download_selections (hash, asset_ids, expires_at) VALUES
    ('91f0000000000000000000000000000000000000000000000000000000000001', '[1,2]', 1788307241000000);
