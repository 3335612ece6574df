-- The feed of changes: what each transaction touched, so that the caches of other processes know. Times are the machine's.
CREATE TABLE changes (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    touched TEXT COLLATE "C" NOT NULL
);
CREATE INDEX changes_by_time ON changes (at);

-- How many requests there are in each state at each place: the sum of the rows. Each transaction adds what it changes, so
-- that none waits for another; now and then they are put together.
CREATE TABLE request_counts (
    id BIGINT NOT NULL PRIMARY KEY,
    portal_id BIGINT,
    kit_id BIGINT,
    status TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL
);
INSERT INTO request_counts (id, portal_id, kit_id, status, count)
    SELECT -MIN(id), portal_id, kit_id, status, COUNT(*) FROM requests GROUP BY portal_id, kit_id, status;

-- Lists of a place are read state by state, so that a page of a few is found among millions.
DROP INDEX requests_by_kit;
DROP INDEX requests_by_portal;
CREATE INDEX requests_by_kit ON requests (kit_id, status, created_at, id);
CREATE INDEX requests_by_portal ON requests (portal_id, status, created_at, id);
