-- The history is found by everything that it is about, and lists lead to what numbers of insight are made of.

-- The folder, where an event is about one.
ALTER TABLE events ADD COLUMN folder_id INTEGER;

-- Each holds only what is about such a thing, so that most events write in few of them.
CREATE INDEX events_by_folder ON events (folder_id, at, id) WHERE folder_id IS NOT NULL;
CREATE INDEX events_by_portal ON events (portal_id, at, id) WHERE portal_id IS NOT NULL;
CREATE INDEX events_by_asset ON events (asset_id, at, id) WHERE asset_id IS NOT NULL;
CREATE INDEX events_by_user ON events (user_id, at, id) WHERE user_id IS NOT NULL;
CREATE INDEX events_by_requester ON events (requester_user_id, at, id) WHERE requester_user_id IS NOT NULL;

-- The assets of a type of files.
CREATE INDEX asset_versions_by_type ON asset_versions (content_type, asset_id, number);
