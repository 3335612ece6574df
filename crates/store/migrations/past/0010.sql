UPDATE kits SET slug = '~3', deleted_at = 1788220874000000 WHERE id = 3;
UPDATE portals SET slug = '~2', deleted_at = 1788220874000000 WHERE id = 2;
