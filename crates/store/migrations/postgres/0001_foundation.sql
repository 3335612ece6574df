-- Times are microseconds since 1970 in UTC, switches are 0 or 1, hashes are lower-case hex.
-- The text of this file is the same for both engines but for the column types (see tests/schema.rs).

-- Ids come in blocks from a row for each table, so that they stay below 2^53 and need no sequences.
CREATE TABLE id_blocks (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    next_id BIGINT NOT NULL
);

-- What belongs to the installation as a whole, such as its own random name.
CREATE TABLE installation (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE users (
    id BIGINT NOT NULL PRIMARY KEY,
    mail TEXT COLLATE "C" NOT NULL,
    mail_key TEXT COLLATE "C" NOT NULL,
    first_name TEXT COLLATE "C" NOT NULL,
    last_name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    responsible_for_external_users BIGINT NOT NULL,
    password_hash TEXT COLLATE "C",
    language TEXT COLLATE "C",
    search TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT,
    CONSTRAINT users_mail_key UNIQUE (mail_key),
    CONSTRAINT users_role CHECK (role IN ('admin', 'manager', 'responsible', 'member')),
    CONSTRAINT users_responsible CHECK (responsible_for_external_users IN (0, 1))
);
CREATE INDEX users_by_role ON users (role, id);

-- Requesters without a login. The only place of their address and names.
CREATE TABLE external_users (
    id BIGINT NOT NULL PRIMARY KEY,
    mail TEXT COLLATE "C" NOT NULL,
    mail_key TEXT COLLATE "C" NOT NULL,
    first_name TEXT COLLATE "C",
    last_name TEXT COLLATE "C",
    language TEXT COLLATE "C",
    search TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT external_users_mail_key UNIQUE (mail_key),
    CONSTRAINT external_users_names CHECK ((first_name IS NULL) = (last_name IS NULL))
);
CREATE INDEX external_users_by_time ON external_users (created_at, id);

CREATE TABLE tokens (
    id BIGINT NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    CONSTRAINT tokens_hash UNIQUE (hash)
);
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE sessions (
    id BIGINT NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT sessions_hash UNIQUE (hash)
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Browsers that a policy let in at once.
CREATE TABLE browsers (
    id BIGINT NOT NULL PRIMARY KEY,
    hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT browsers_hash UNIQUE (hash)
);

CREATE TABLE folders (
    id BIGINT NOT NULL PRIMARY KEY,
    parent_id BIGINT REFERENCES folders (id),
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX folders_name ON folders (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX folders_top_name ON folders (name) WHERE parent_id IS NULL;

CREATE TABLE folder_responsibles (
    folder_id BIGINT NOT NULL REFERENCES folders (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    PRIMARY KEY (folder_id, user_id)
);
CREATE INDEX folder_responsibles_by_user ON folder_responsibles (user_id, folder_id);

-- The current version of an asset is the one whose number stands in `version`.
CREATE TABLE assets (
    id BIGINT NOT NULL PRIMARY KEY,
    folder_id BIGINT REFERENCES folders (id),
    title TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    search TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX assets_by_folder ON assets (folder_id, id);

CREATE TABLE asset_versions (
    id BIGINT NOT NULL PRIMARY KEY,
    asset_id BIGINT NOT NULL REFERENCES assets (id),
    number BIGINT NOT NULL,
    filename TEXT COLLATE "C" NOT NULL,
    content_type TEXT COLLATE "C" NOT NULL,
    blob_key TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    crc32 BIGINT NOT NULL,
    width BIGINT,
    height BIGINT,
    preview TEXT COLLATE "C" NOT NULL,
    dominant_color TEXT COLLATE "C",
    has_alpha BIGINT NOT NULL,
    is_light BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT asset_versions_number UNIQUE (asset_id, number),
    CONSTRAINT asset_versions_blob UNIQUE (blob_key),
    CONSTRAINT asset_versions_preview CHECK (preview IN ('waiting', 'ready', 'none')),
    CONSTRAINT asset_versions_size CHECK (size >= 0)
);
CREATE INDEX asset_versions_by_content ON asset_versions (sha256, size);
CREATE INDEX asset_versions_waiting ON asset_versions (asset_id) WHERE preview = 'waiting';

CREATE TABLE previews (
    version_id BIGINT NOT NULL REFERENCES asset_versions (id),
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    content_type TEXT COLLATE "C" NOT NULL,
    blob_key TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (version_id, width)
);

CREATE TABLE kits (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    privacy TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C",
    policy TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT kits_slug UNIQUE (slug),
    CONSTRAINT kits_privacy CHECK (privacy IN ('private', 'public', 'password')),
    CONSTRAINT kits_password CHECK (privacy <> 'password' OR password_hash IS NOT NULL),
    CONSTRAINT kits_policy CHECK (policy IN ('open', 'noApproval', 'approval', 'perAssetApproval', 'disabled'))
);

CREATE TABLE kit_sections (
    id BIGINT NOT NULL PRIMARY KEY,
    kit_id BIGINT NOT NULL REFERENCES kits (id),
    position BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    CONSTRAINT kit_sections_position UNIQUE (kit_id, position)
);

CREATE TABLE kit_assets (
    section_id BIGINT NOT NULL REFERENCES kit_sections (id),
    asset_id BIGINT NOT NULL REFERENCES assets (id),
    kit_id BIGINT NOT NULL REFERENCES kits (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (section_id, asset_id)
);
CREATE INDEX kit_assets_by_kit ON kit_assets (kit_id, section_id, position);
CREATE INDEX kit_assets_by_asset ON kit_assets (asset_id, kit_id);

CREATE TABLE portals (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    introduction TEXT COLLATE "C" NOT NULL,
    accent TEXT COLLATE "C",
    logo_id BIGINT REFERENCES assets (id),
    cover_id BIGINT REFERENCES assets (id),
    privacy TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C",
    policy TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT portals_slug UNIQUE (slug),
    CONSTRAINT portals_privacy CHECK (privacy IN ('private', 'public', 'password')),
    CONSTRAINT portals_password CHECK (privacy <> 'password' OR password_hash IS NOT NULL),
    CONSTRAINT portals_policy CHECK (policy IN ('inherit', 'open', 'noApproval', 'approval', 'perAssetApproval', 'disabled'))
);

CREATE TABLE portal_kits (
    portal_id BIGINT NOT NULL REFERENCES portals (id),
    kit_id BIGINT NOT NULL REFERENCES kits (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (portal_id, kit_id)
);
CREATE INDEX portal_kits_by_kit ON portal_kits (kit_id, portal_id);

-- A download request. Its requester is an external user or a user; its place a portal, a kit, or a kit within a portal.
-- `version` counts every change: raising it is how a transaction takes hold of the request.
CREATE TABLE requests (
    id BIGINT NOT NULL PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    external_user_id BIGINT REFERENCES external_users (id),
    user_id BIGINT REFERENCES users (id),
    browser_id BIGINT REFERENCES browsers (id),
    portal_id BIGINT REFERENCES portals (id),
    kit_id BIGINT REFERENCES kits (id),
    scope TEXT COLLATE "C" NOT NULL,
    policy TEXT COLLATE "C" NOT NULL,
    policy_of TEXT COLLATE "C" NOT NULL,
    routing TEXT COLLATE "C" NOT NULL,
    routes_external BIGINT NOT NULL,
    reason TEXT COLLATE "C",
    language TEXT COLLATE "C",
    search TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES users (id),
    expires_at BIGINT,
    revoked_at BIGINT,
    revoked_by BIGINT REFERENCES users (id),
    revocation_message TEXT COLLATE "C",
    version BIGINT NOT NULL,
    CONSTRAINT requests_reference UNIQUE (reference),
    CONSTRAINT requests_origin CHECK (origin IN ('form', 'publicApi', 'api')),
    CONSTRAINT requests_status CHECK (status IN ('pending', 'approved', 'partiallyApproved', 'denied', 'cancelled', 'expired', 'revoked')),
    CONSTRAINT requests_requester CHECK ((external_user_id IS NULL) <> (user_id IS NULL)),
    CONSTRAINT requests_scope CHECK ((scope = 'portal' AND portal_id IS NOT NULL) OR (scope = 'kit' AND kit_id IS NOT NULL) OR scope = 'assets'),
    CONSTRAINT requests_policy CHECK (policy IN ('open', 'noApproval', 'approval', 'perAssetApproval')),
    CONSTRAINT requests_policy_of CHECK (policy_of IN ('portal', 'kit', 'nobody')),
    CONSTRAINT requests_routing CHECK (routing IN ('policy', 'chosen', 'folders', 'external'))
);
CREATE INDEX requests_by_time ON requests (created_at, id);
CREATE INDEX requests_by_status ON requests (status, created_at, id);
CREATE INDEX requests_by_external_user ON requests (external_user_id, created_at, id);
CREATE INDEX requests_by_user ON requests (user_id, created_at, id);
CREATE INDEX requests_by_kit ON requests (kit_id, created_at, id);
CREATE INDEX requests_by_portal ON requests (portal_id, created_at, id);

-- The responsibles chosen in a request.
CREATE TABLE request_responsibles (
    request_id BIGINT NOT NULL REFERENCES requests (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    PRIMARY KEY (request_id, user_id)
);
CREATE INDEX request_responsibles_by_user ON request_responsibles (user_id, request_id);

-- One act of deciding. No user: the policy decided. `whole`: the decider may decide all that the whole would open.
-- `through_grant_id`: approved because the grant of another request covers it; it ends with that grant.
CREATE TABLE decisions (
    id BIGINT NOT NULL PRIMARY KEY,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    verdict TEXT COLLATE "C" NOT NULL,
    user_id BIGINT REFERENCES users (id),
    whole BIGINT NOT NULL,
    message TEXT COLLATE "C",
    expires_at BIGINT,
    through_grant_id BIGINT,
    created_at BIGINT NOT NULL,
    CONSTRAINT decisions_verdict CHECK (verdict IN ('approve', 'deny'))
);
CREATE INDEX decisions_by_request ON decisions (request_id);
CREATE INDEX decisions_by_grant ON decisions (through_grant_id) WHERE through_grant_id IS NOT NULL;

-- What a request asks for: assets, or one row without an asset that stands for the whole place.
-- `folder_id` is the folder whose responsibles decide the item, in folder mode.
CREATE TABLE request_items (
    id BIGINT NOT NULL PRIMARY KEY,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    position BIGINT NOT NULL,
    asset_id BIGINT REFERENCES assets (id),
    folder_id BIGINT REFERENCES folders (id),
    status TEXT COLLATE "C" NOT NULL,
    CONSTRAINT request_items_asset UNIQUE (request_id, asset_id),
    CONSTRAINT request_items_status CHECK (status IN ('pending', 'approved', 'denied', 'cancelled', 'expired', 'revoked'))
);
CREATE UNIQUE INDEX request_items_whole ON request_items (request_id) WHERE asset_id IS NULL;
CREATE INDEX request_items_by_asset ON request_items (asset_id, request_id);
CREATE INDEX request_items_by_folder ON request_items (folder_id, request_id);

-- One decision for an item: its primary key is the item.
CREATE TABLE item_decisions (
    item_id BIGINT NOT NULL PRIMARY KEY REFERENCES request_items (id),
    decision_id BIGINT NOT NULL REFERENCES decisions (id)
);
CREATE INDEX item_decisions_by_decision ON item_decisions (decision_id);

-- One open ask by form for an asker (their address), a place and an asset (0: the whole place). Gone once it is decided or
-- withdrawn. The asker is an external user or a user, as in `external:7`; the request is claimed before it is written.
CREATE TABLE open_asks (
    asker TEXT COLLATE "C" NOT NULL,
    portal_id BIGINT NOT NULL,
    kit_id BIGINT NOT NULL,
    asset_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    PRIMARY KEY (asker, portal_id, kit_id, asset_id)
);
CREATE INDEX open_asks_by_request ON open_asks (request_id);

-- What a requester may download: one subject (external user, user or browser) and one scope (portal, kit or asset).
CREATE TABLE grants (
    id BIGINT NOT NULL PRIMARY KEY,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    external_user_id BIGINT REFERENCES external_users (id),
    user_id BIGINT REFERENCES users (id),
    browser_id BIGINT REFERENCES browsers (id),
    portal_id BIGINT REFERENCES portals (id),
    kit_id BIGINT REFERENCES kits (id),
    asset_id BIGINT REFERENCES assets (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    revoked_by BIGINT REFERENCES users (id),
    CONSTRAINT grants_subject CHECK (
        (CASE WHEN external_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN browser_id IS NULL THEN 0 ELSE 1 END) = 1),
    CONSTRAINT grants_scope CHECK (
        (CASE WHEN portal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN kit_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END) = 1)
);
CREATE INDEX grants_by_request ON grants (request_id);
CREATE INDEX grants_by_external_user ON grants (external_user_id);
CREATE INDEX grants_by_user ON grants (user_id);
CREATE INDEX grants_by_browser ON grants (browser_id);

-- Links sent by mail, as hashes. Opening one writes nothing.
CREATE TABLE links (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    external_user_id BIGINT REFERENCES external_users (id),
    user_id BIGINT REFERENCES users (id),
    request_id BIGINT REFERENCES requests (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT links_hash UNIQUE (hash),
    CONSTRAINT links_kind CHECK (kind IN ('pickup', 'decide', 'invitation')),
    CONSTRAINT links_subject CHECK ((external_user_id IS NULL) <> (user_id IS NULL))
);
CREATE INDEX links_by_external_user ON links (external_user_id);
CREATE INDEX links_by_user ON links (user_id);

-- The history: only ever added to. It carries ids, never addresses or words.
CREATE TABLE events (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    user_id BIGINT,
    external_user_id BIGINT,
    requester_user_id BIGINT,
    browser_id BIGINT,
    request_id BIGINT,
    grant_id BIGINT,
    portal_id BIGINT,
    kit_id BIGINT,
    asset_id BIGINT,
    data TEXT COLLATE "C" NOT NULL
);
CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_by_type ON events (type, at, id);
CREATE INDEX events_by_request ON events (request_id, at, id);
CREATE INDEX events_by_external_user ON events (external_user_id, at, id);
CREATE INDEX events_by_kit ON events (kit_id, at, id);

-- The assets that one event is about, where it is about several.
CREATE TABLE event_assets (
    event_id BIGINT NOT NULL REFERENCES events (id),
    asset_id BIGINT NOT NULL,
    PRIMARY KEY (event_id, asset_id)
);
CREATE INDEX event_assets_by_asset ON event_assets (asset_id, event_id);

-- A download is counted once for each requester and content within an hour.
CREATE TABLE download_counts (
    subject TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    counted_at BIGINT NOT NULL,
    PRIMARY KEY (subject, content)
);

-- Background work, enqueued in the transaction that makes it necessary. It carries ids, never addresses or words.
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease TEXT COLLATE "C",
    failed_at BIGINT,
    last_error TEXT COLLATE "C"
);
CREATE INDEX outbox_due ON outbox (kind, run_at, id) WHERE failed_at IS NULL;

CREATE TABLE technical_properties (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Limits are counted for all nodes together: how often `bucket` (a keyed hash, never an address) came in a window.
CREATE TABLE counters (
    bucket TEXT COLLATE "C" NOT NULL,
    window_start BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (bucket, window_start)
);
CREATE INDEX counters_by_window ON counters (window_start);

-- What was answered to an Idempotency-Key: the resource, never its words.
CREATE TABLE idempotency_keys (
    caller TEXT COLLATE "C" NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    body_hash TEXT COLLATE "C" NOT NULL,
    resource_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (caller, route, idempotency_key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- The basket of a signed-in user.
CREATE TABLE selections (
    user_id BIGINT NOT NULL REFERENCES users (id),
    asset_id BIGINT NOT NULL REFERENCES assets (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (user_id, asset_id)
);

-- A selection to download as one ZIP, under the hash of its ids.
CREATE TABLE download_selections (
    hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    asset_ids TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);
