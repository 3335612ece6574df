INSERT INTO marked_previews (version_id, mark, width, height, content_type, blob_key, size, sha256) VALUES
    (2, '81f0000000000000000000000000000000000000000000000000000000000001', 320, 240, 'image/png', '0e/eeeeeeeeeeeeeeeeeeeeeeeeeeee06', 0, '');
INSERT INTO renditions (version_id, format, width, height, blob_key, size, sha256, created_at) VALUES
    (2, 'webp', 320, 240, '0f/ffffffffffffffffffffffffffff07', 0, '', 1788220860000000);
