INSERT INTO id_blocks (name, next_id) VALUES ('uploads', 100);
UPDATE assets SET tags = '["sea","منارة"]', made_on = '2026-05-03' WHERE id = 1;
UPDATE assets SET deleted_by = 4 WHERE id = 3;
UPDATE asset_versions SET user_id = 1, has_position = 1 WHERE id = 2;
INSERT INTO uploads (id, user_id, filename, path, folder_id, duplicates, size, received, blob_key, sha256, crc32, asset_id, created_at, expires_at) VALUES
    (1, 1, 'film.mp4', 'Films/2026', 2, 'ask', 40, 20, NULL, NULL, NULL, NULL, 1788220869000000, 1798220869000000);
INSERT INTO upload_parts (upload_id, start, size, blob_key, sha256, crc32) VALUES
    (1, 0, 20, '01/11111111111111111111111111111a', '71f0000000000000000000000000000000000000000000000000000000000001', 7);
