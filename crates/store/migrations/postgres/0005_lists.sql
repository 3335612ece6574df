-- Lists of requests that stay swift among millions, whatever they are filtered by.

-- What a request asks for and who was chosen for it know when it came and where it stands, so that each index leads to
-- requests in the order of time, state by state.
ALTER TABLE request_items ADD COLUMN asked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE request_items ADD COLUMN request_status TEXT COLLATE "C" NOT NULL DEFAULT 'pending';
UPDATE request_items SET
    asked_at = (SELECT r.created_at FROM requests r WHERE r.id = request_items.request_id),
    request_status = (SELECT r.status FROM requests r WHERE r.id = request_items.request_id);
DROP INDEX request_items_by_asset;
DROP INDEX request_items_by_folder;
CREATE INDEX request_items_by_asset ON request_items (asset_id, request_status, asked_at, request_id);
CREATE INDEX request_items_by_folder ON request_items (folder_id, request_status, asked_at, request_id)
    WHERE folder_id IS NOT NULL;

ALTER TABLE request_responsibles ADD COLUMN asked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE request_responsibles ADD COLUMN request_status TEXT COLLATE "C" NOT NULL DEFAULT 'pending';
UPDATE request_responsibles SET
    asked_at = (SELECT r.created_at FROM requests r WHERE r.id = request_responsibles.request_id),
    request_status = (SELECT r.status FROM requests r WHERE r.id = request_responsibles.request_id);
DROP INDEX request_responsibles_by_user;
CREATE INDEX request_responsibles_by_user ON request_responsibles (user_id, request_status, asked_at, request_id);

-- What reaches the responsibles for external users; and indexes that leave out what nobody looks for in them.
CREATE INDEX requests_external ON requests (status, created_at, id) WHERE routes_external = 1;
DROP INDEX requests_by_user;
DROP INDEX requests_by_portal;
CREATE INDEX requests_by_user ON requests (user_id, created_at, id) WHERE user_id IS NOT NULL;
CREATE INDEX requests_by_portal ON requests (portal_id, status, created_at, id) WHERE portal_id IS NOT NULL;

-- What is searched in is kept as words from now on (see `domain::text::words`). Which these are SQL can't tell: the store
-- takes what is there along right after this (see `store::search`). Until then no word may be too long for an index.
UPDATE requests SET search = '' WHERE LENGTH(search) > 500;
UPDATE external_users SET search = '' WHERE LENGTH(search) > 500;
UPDATE assets SET search = '' WHERE LENGTH(search) > 500;

-- Each engine in its own way: an index of words.
CREATE INDEX requests_by_words ON requests USING GIN (array_to_tsvector(array_remove(string_to_array(search, ' '), '')));
CREATE INDEX external_users_by_words ON external_users USING GIN (array_to_tsvector(array_remove(string_to_array(search, ' '), '')));
CREATE INDEX assets_by_words ON assets USING GIN (array_to_tsvector(array_remove(string_to_array(search, ' '), '')));
