-- Whether the archives of a place hold a manifest: a table of what is in them.
ALTER TABLE kits ADD COLUMN manifest BIGINT NOT NULL DEFAULT 0 CHECK (manifest IN (0, 1));
ALTER TABLE portals ADD COLUMN manifest BIGINT NOT NULL DEFAULT 0 CHECK (manifest IN (0, 1));
