-- When a kit or portal was deleted. Its row stays, since requests, grants and the history name it; it is in no list and at no
-- address, and its slug is free again.
ALTER TABLE kits ADD COLUMN deleted_at INTEGER;
ALTER TABLE portals ADD COLUMN deleted_at INTEGER;
-- What stands open for a whole place is looked up when the place goes.
CREATE INDEX grants_by_kit ON grants (kit_id) WHERE kit_id IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX grants_by_portal ON grants (portal_id) WHERE portal_id IS NOT NULL AND revoked_at IS NULL;
