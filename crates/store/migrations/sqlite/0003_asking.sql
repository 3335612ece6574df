-- What owners ask beside a request, what is answered, words added later; descriptions of assets, and windows of large kits.

-- Terms of use of a kit or a portal. A version never changes: a new text is a new version, and one with an empty text says
-- that from then on there are none.
CREATE TABLE terms (
    id INTEGER NOT NULL PRIMARY KEY,
    kit_id INTEGER REFERENCES kits (id),
    portal_id INTEGER REFERENCES portals (id),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT terms_kit UNIQUE (kit_id, version),
    CONSTRAINT terms_portal UNIQUE (portal_id, version),
    CONSTRAINT terms_of CHECK ((kit_id IS NULL) <> (portal_id IS NULL))
) STRICT;

-- The questions of a form as JSON; see `domain::question`.
ALTER TABLE kits ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE kits ADD COLUMN watermark TEXT NOT NULL DEFAULT '';
ALTER TABLE portals ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE portals ADD COLUMN watermark TEXT NOT NULL DEFAULT '';
-- The languages that a portal is offered in, with blanks between them; empty: all there are.
ALTER TABLE portals ADD COLUMN languages TEXT NOT NULL DEFAULT '';

-- The answers as JSON, with each label as it was asked. Personal, like the reason: they stand here alone.
ALTER TABLE requests ADD COLUMN answers TEXT NOT NULL DEFAULT '[]';
-- The version of the terms that was accepted.
ALTER TABLE requests ADD COLUMN terms_id INTEGER REFERENCES terms (id);

-- Words that a requester added while the request was under review. Personal, like the reason.
CREATE TABLE request_words (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_words_by_request ON request_words (request_id, id);

ALTER TABLE assets ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN licence TEXT NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN credit TEXT NOT NULL DEFAULT '';
-- Assets are found by their file's name too from now on. What is beyond ASCII is folded when the asset is next changed.
UPDATE assets SET search = search || ' ' || COALESCE((SELECT LOWER(v.filename) FROM asset_versions v
    WHERE v.asset_id = assets.id AND v.number = assets.version), '');

-- The order of a kit's page, so that a window of it needs no sorting.
CREATE INDEX kit_assets_in_order ON kit_assets (section_id, position, asset_id);
