-- What owners ask beside a request, what is answered, words added later; descriptions of assets, and windows of large kits.

-- Terms of use of a kit or a portal. A version never changes: a new text is a new version, and one with an empty text says
-- that from then on there are none.
CREATE TABLE terms (
    id BIGINT NOT NULL PRIMARY KEY,
    kit_id BIGINT REFERENCES kits (id),
    portal_id BIGINT REFERENCES portals (id),
    version BIGINT NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT terms_kit UNIQUE (kit_id, version),
    CONSTRAINT terms_portal UNIQUE (portal_id, version),
    CONSTRAINT terms_of CHECK ((kit_id IS NULL) <> (portal_id IS NULL))
);

-- The questions of a form as JSON; see `domain::question`.
ALTER TABLE kits ADD COLUMN questions TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE kits ADD COLUMN watermark TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE portals ADD COLUMN questions TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE portals ADD COLUMN watermark TEXT COLLATE "C" NOT NULL DEFAULT '';
-- The languages that a portal is offered in, with blanks between them; empty: all there are.
ALTER TABLE portals ADD COLUMN languages TEXT COLLATE "C" NOT NULL DEFAULT '';

-- The answers as JSON, with each label as it was asked. Personal, like the reason: they stand here alone.
ALTER TABLE requests ADD COLUMN answers TEXT COLLATE "C" NOT NULL DEFAULT '[]';
-- The version of the terms that was accepted.
ALTER TABLE requests ADD COLUMN terms_id BIGINT REFERENCES terms (id);

-- Words that a requester added while the request was under review. Personal, like the reason.
CREATE TABLE request_words (
    id BIGINT NOT NULL PRIMARY KEY,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    text TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX request_words_by_request ON request_words (request_id, id);

ALTER TABLE assets ADD COLUMN description TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN licence TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN credit TEXT COLLATE "C" NOT NULL DEFAULT '';
-- Assets are found by their file's name too from now on. What is beyond ASCII is folded when the asset is next changed.
UPDATE assets SET search = search || ' ' || COALESCE((SELECT LOWER(v.filename) FROM asset_versions v
    WHERE v.asset_id = assets.id AND v.number = assets.version), '');

-- The order of a kit's page, so that a window of it needs no sorting.
CREATE INDEX kit_assets_in_order ON kit_assets (section_id, position, asset_id);
