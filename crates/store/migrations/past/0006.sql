UPDATE kits SET manifest = 1 WHERE id = 1;
UPDATE portals SET manifest = 1 WHERE id = 1;
