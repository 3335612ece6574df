-- Times are microseconds since 1970 in UTC, switches are 0 or 1, hashes are lower-case hex.
-- The text of this file is the same for both engines but for the column types (see tests/schema.rs).

-- Ids come in blocks from a row for each table, so that they stay below 2^53 and need no sequences.
CREATE TABLE id_blocks (
    name TEXT NOT NULL PRIMARY KEY,
    next_id INTEGER NOT NULL
) STRICT;

-- What belongs to the installation as a whole, such as its own random name.
CREATE TABLE installation (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    mail TEXT NOT NULL,
    mail_key TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    role TEXT NOT NULL,
    responsible_for_external_users INTEGER NOT NULL,
    password_hash TEXT,
    language TEXT,
    search TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CONSTRAINT users_mail_key UNIQUE (mail_key),
    CONSTRAINT users_role CHECK (role IN ('admin', 'manager', 'responsible', 'member')),
    CONSTRAINT users_responsible CHECK (responsible_for_external_users IN (0, 1))
) STRICT;
CREATE INDEX users_by_role ON users (role, id);

-- Requesters without a login. The only place of their address and names.
CREATE TABLE external_users (
    id INTEGER NOT NULL PRIMARY KEY,
    mail TEXT NOT NULL,
    mail_key TEXT NOT NULL,
    first_name TEXT,
    last_name TEXT,
    language TEXT,
    search TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT external_users_mail_key UNIQUE (mail_key),
    CONSTRAINT external_users_names CHECK ((first_name IS NULL) = (last_name IS NULL))
) STRICT;
CREATE INDEX external_users_by_time ON external_users (created_at, id);

CREATE TABLE tokens (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    CONSTRAINT tokens_hash UNIQUE (hash)
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE sessions (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT sessions_hash UNIQUE (hash)
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Browsers that a policy let in at once.
CREATE TABLE browsers (
    id INTEGER NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT browsers_hash UNIQUE (hash)
) STRICT;

CREATE TABLE folders (
    id INTEGER NOT NULL PRIMARY KEY,
    parent_id INTEGER REFERENCES folders (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX folders_name ON folders (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX folders_top_name ON folders (name) WHERE parent_id IS NULL;

CREATE TABLE folder_responsibles (
    folder_id INTEGER NOT NULL REFERENCES folders (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (folder_id, user_id)
) STRICT;
CREATE INDEX folder_responsibles_by_user ON folder_responsibles (user_id, folder_id);

-- The current version of an asset is the one whose number stands in `version`.
CREATE TABLE assets (
    id INTEGER NOT NULL PRIMARY KEY,
    folder_id INTEGER REFERENCES folders (id),
    title TEXT NOT NULL,
    version INTEGER NOT NULL,
    search TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX assets_by_folder ON assets (folder_id, id);

CREATE TABLE asset_versions (
    id INTEGER NOT NULL PRIMARY KEY,
    asset_id INTEGER NOT NULL REFERENCES assets (id),
    number INTEGER NOT NULL,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    blob_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    crc32 INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    preview TEXT NOT NULL,
    dominant_color TEXT,
    has_alpha INTEGER NOT NULL,
    is_light INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT asset_versions_number UNIQUE (asset_id, number),
    CONSTRAINT asset_versions_blob UNIQUE (blob_key),
    CONSTRAINT asset_versions_preview CHECK (preview IN ('waiting', 'ready', 'none')),
    CONSTRAINT asset_versions_size CHECK (size >= 0)
) STRICT;
CREATE INDEX asset_versions_by_content ON asset_versions (sha256, size);
CREATE INDEX asset_versions_waiting ON asset_versions (asset_id) WHERE preview = 'waiting';

CREATE TABLE previews (
    version_id INTEGER NOT NULL REFERENCES asset_versions (id),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    blob_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (version_id, width)
) STRICT;

CREATE TABLE kits (
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    privacy TEXT NOT NULL,
    password_hash TEXT,
    policy TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT kits_slug UNIQUE (slug),
    CONSTRAINT kits_privacy CHECK (privacy IN ('private', 'public', 'password')),
    CONSTRAINT kits_password CHECK (privacy <> 'password' OR password_hash IS NOT NULL),
    CONSTRAINT kits_policy CHECK (policy IN ('open', 'noApproval', 'approval', 'perAssetApproval', 'disabled'))
) STRICT;

CREATE TABLE kit_sections (
    id INTEGER NOT NULL PRIMARY KEY,
    kit_id INTEGER NOT NULL REFERENCES kits (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT kit_sections_position UNIQUE (kit_id, position)
) STRICT;

CREATE TABLE kit_assets (
    section_id INTEGER NOT NULL REFERENCES kit_sections (id),
    asset_id INTEGER NOT NULL REFERENCES assets (id),
    kit_id INTEGER NOT NULL REFERENCES kits (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (section_id, asset_id)
) STRICT;
CREATE INDEX kit_assets_by_kit ON kit_assets (kit_id, section_id, position);
CREATE INDEX kit_assets_by_asset ON kit_assets (asset_id, kit_id);

CREATE TABLE portals (
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    introduction TEXT NOT NULL,
    accent TEXT,
    logo_id INTEGER REFERENCES assets (id),
    cover_id INTEGER REFERENCES assets (id),
    privacy TEXT NOT NULL,
    password_hash TEXT,
    policy TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT portals_slug UNIQUE (slug),
    CONSTRAINT portals_privacy CHECK (privacy IN ('private', 'public', 'password')),
    CONSTRAINT portals_password CHECK (privacy <> 'password' OR password_hash IS NOT NULL),
    CONSTRAINT portals_policy CHECK (policy IN ('inherit', 'open', 'noApproval', 'approval', 'perAssetApproval', 'disabled'))
) STRICT;

CREATE TABLE portal_kits (
    portal_id INTEGER NOT NULL REFERENCES portals (id),
    kit_id INTEGER NOT NULL REFERENCES kits (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (portal_id, kit_id)
) STRICT;
CREATE INDEX portal_kits_by_kit ON portal_kits (kit_id, portal_id);

-- A download request. Its requester is an external user or a user; its place a portal, a kit, or a kit within a portal.
-- `version` counts every change: raising it is how a transaction takes hold of the request.
CREATE TABLE requests (
    id INTEGER NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL,
    origin TEXT NOT NULL,
    status TEXT NOT NULL,
    external_user_id INTEGER REFERENCES external_users (id),
    user_id INTEGER REFERENCES users (id),
    browser_id INTEGER REFERENCES browsers (id),
    portal_id INTEGER REFERENCES portals (id),
    kit_id INTEGER REFERENCES kits (id),
    scope TEXT NOT NULL,
    policy TEXT NOT NULL,
    policy_of TEXT NOT NULL,
    routing TEXT NOT NULL,
    routes_external INTEGER NOT NULL,
    reason TEXT,
    language TEXT,
    search TEXT NOT NULL,
    message TEXT,
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES users (id),
    expires_at INTEGER,
    revoked_at INTEGER,
    revoked_by INTEGER REFERENCES users (id),
    revocation_message TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT requests_reference UNIQUE (reference),
    CONSTRAINT requests_origin CHECK (origin IN ('form', 'publicApi', 'api')),
    CONSTRAINT requests_status CHECK (status IN ('pending', 'approved', 'partiallyApproved', 'denied', 'cancelled', 'expired', 'revoked')),
    CONSTRAINT requests_requester CHECK ((external_user_id IS NULL) <> (user_id IS NULL)),
    CONSTRAINT requests_scope CHECK ((scope = 'portal' AND portal_id IS NOT NULL) OR (scope = 'kit' AND kit_id IS NOT NULL) OR scope = 'assets'),
    CONSTRAINT requests_policy CHECK (policy IN ('open', 'noApproval', 'approval', 'perAssetApproval')),
    CONSTRAINT requests_policy_of CHECK (policy_of IN ('portal', 'kit', 'nobody')),
    CONSTRAINT requests_routing CHECK (routing IN ('policy', 'chosen', 'folders', 'external'))
) STRICT;
CREATE INDEX requests_by_time ON requests (created_at, id);
CREATE INDEX requests_by_status ON requests (status, created_at, id);
CREATE INDEX requests_by_external_user ON requests (external_user_id, created_at, id);
CREATE INDEX requests_by_user ON requests (user_id, created_at, id);
CREATE INDEX requests_by_kit ON requests (kit_id, created_at, id);
CREATE INDEX requests_by_portal ON requests (portal_id, created_at, id);

-- The responsibles chosen in a request.
CREATE TABLE request_responsibles (
    request_id INTEGER NOT NULL REFERENCES requests (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (request_id, user_id)
) STRICT;
CREATE INDEX request_responsibles_by_user ON request_responsibles (user_id, request_id);

-- One act of deciding. No user: the policy decided. `whole`: the decider may decide all that the whole would open.
-- `through_grant_id`: approved because the grant of another request covers it; it ends with that grant.
CREATE TABLE decisions (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    verdict TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id),
    whole INTEGER NOT NULL,
    message TEXT,
    expires_at INTEGER,
    through_grant_id INTEGER,
    created_at INTEGER NOT NULL,
    CONSTRAINT decisions_verdict CHECK (verdict IN ('approve', 'deny'))
) STRICT;
CREATE INDEX decisions_by_request ON decisions (request_id);
CREATE INDEX decisions_by_grant ON decisions (through_grant_id) WHERE through_grant_id IS NOT NULL;

-- What a request asks for: assets, or one row without an asset that stands for the whole place.
-- `folder_id` is the folder whose responsibles decide the item, in folder mode.
CREATE TABLE request_items (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    position INTEGER NOT NULL,
    asset_id INTEGER REFERENCES assets (id),
    folder_id INTEGER REFERENCES folders (id),
    status TEXT NOT NULL,
    CONSTRAINT request_items_asset UNIQUE (request_id, asset_id),
    CONSTRAINT request_items_status CHECK (status IN ('pending', 'approved', 'denied', 'cancelled', 'expired', 'revoked'))
) STRICT;
CREATE UNIQUE INDEX request_items_whole ON request_items (request_id) WHERE asset_id IS NULL;
CREATE INDEX request_items_by_asset ON request_items (asset_id, request_id);
CREATE INDEX request_items_by_folder ON request_items (folder_id, request_id);

-- One decision for an item: its primary key is the item.
CREATE TABLE item_decisions (
    item_id INTEGER NOT NULL PRIMARY KEY REFERENCES request_items (id),
    decision_id INTEGER NOT NULL REFERENCES decisions (id)
) STRICT;
CREATE INDEX item_decisions_by_decision ON item_decisions (decision_id);

-- One open ask by form for an asker (their address), a place and an asset (0: the whole place). Gone once it is decided or
-- withdrawn. The asker is an external user or a user, as in `external:7`; the request is claimed before it is written.
CREATE TABLE open_asks (
    asker TEXT NOT NULL,
    portal_id INTEGER NOT NULL,
    kit_id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    PRIMARY KEY (asker, portal_id, kit_id, asset_id)
) STRICT;
CREATE INDEX open_asks_by_request ON open_asks (request_id);

-- What a requester may download: one subject (external user, user or browser) and one scope (portal, kit or asset).
CREATE TABLE grants (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    external_user_id INTEGER REFERENCES external_users (id),
    user_id INTEGER REFERENCES users (id),
    browser_id INTEGER REFERENCES browsers (id),
    portal_id INTEGER REFERENCES portals (id),
    kit_id INTEGER REFERENCES kits (id),
    asset_id INTEGER REFERENCES assets (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    revoked_by INTEGER REFERENCES users (id),
    CONSTRAINT grants_subject CHECK (
        (CASE WHEN external_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN browser_id IS NULL THEN 0 ELSE 1 END) = 1),
    CONSTRAINT grants_scope CHECK (
        (CASE WHEN portal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN kit_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END) = 1)
) STRICT;
CREATE INDEX grants_by_request ON grants (request_id);
CREATE INDEX grants_by_external_user ON grants (external_user_id);
CREATE INDEX grants_by_user ON grants (user_id);
CREATE INDEX grants_by_browser ON grants (browser_id);

-- Links sent by mail, as hashes. Opening one writes nothing.
CREATE TABLE links (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    external_user_id INTEGER REFERENCES external_users (id),
    user_id INTEGER REFERENCES users (id),
    request_id INTEGER REFERENCES requests (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT links_hash UNIQUE (hash),
    CONSTRAINT links_kind CHECK (kind IN ('pickup', 'decide', 'invitation')),
    CONSTRAINT links_subject CHECK ((external_user_id IS NULL) <> (user_id IS NULL))
) STRICT;
CREATE INDEX links_by_external_user ON links (external_user_id);
CREATE INDEX links_by_user ON links (user_id);

-- The history: only ever added to. It carries ids, never addresses or words.
CREATE TABLE events (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    user_id INTEGER,
    external_user_id INTEGER,
    requester_user_id INTEGER,
    browser_id INTEGER,
    request_id INTEGER,
    grant_id INTEGER,
    portal_id INTEGER,
    kit_id INTEGER,
    asset_id INTEGER,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_by_type ON events (type, at, id);
CREATE INDEX events_by_request ON events (request_id, at, id);
CREATE INDEX events_by_external_user ON events (external_user_id, at, id);
CREATE INDEX events_by_kit ON events (kit_id, at, id);

-- The assets that one event is about, where it is about several.
CREATE TABLE event_assets (
    event_id INTEGER NOT NULL REFERENCES events (id),
    asset_id INTEGER NOT NULL,
    PRIMARY KEY (event_id, asset_id)
) STRICT;
CREATE INDEX event_assets_by_asset ON event_assets (asset_id, event_id);

-- A download is counted once for each requester and content within an hour.
CREATE TABLE download_counts (
    subject TEXT NOT NULL,
    content TEXT NOT NULL,
    counted_at INTEGER NOT NULL,
    PRIMARY KEY (subject, content)
) STRICT;

-- Background work, enqueued in the transaction that makes it necessary. It carries ids, never addresses or words.
CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    lease TEXT,
    failed_at INTEGER,
    last_error TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (kind, run_at, id) WHERE failed_at IS NULL;

CREATE TABLE technical_properties (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Limits are counted for all nodes together: how often `bucket` (a keyed hash, never an address) came in a window.
CREATE TABLE counters (
    bucket TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (bucket, window_start)
) STRICT;
CREATE INDEX counters_by_window ON counters (window_start);

-- What was answered to an Idempotency-Key: the resource, never its words.
CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    route TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    resource_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (caller, route, idempotency_key)
) STRICT;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- The basket of a signed-in user.
CREATE TABLE selections (
    user_id INTEGER NOT NULL REFERENCES users (id),
    asset_id INTEGER NOT NULL REFERENCES assets (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (user_id, asset_id)
) STRICT;

-- A selection to download as one ZIP, under the hash of its ids.
CREATE TABLE download_selections (
    hash TEXT NOT NULL PRIMARY KEY,
    asset_ids TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
