-- Insight: what happened, counted by days, so that a year of millions is told from a few rows.

-- How often something happened on a day (since 1970, in UTC) at a place: the sum of the rows. Each transaction adds what it
-- remembers, so that none waits for another; days that are over are put together. A row has the id of one of its events.
-- What is taken out of the history later stays counted here.
CREATE TABLE event_counts (
    id BIGINT NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    portal_id BIGINT,
    kit_id BIGINT,
    count BIGINT NOT NULL
);
CREATE INDEX event_counts_by_day ON event_counts (day, type, portal_id, kit_id, count);
CREATE INDEX event_counts_by_portal ON event_counts (portal_id, type, day, kit_id, count) WHERE portal_id IS NOT NULL;
CREATE INDEX event_counts_by_kit ON event_counts (kit_id, type, day, portal_id, count) WHERE kit_id IS NOT NULL;
INSERT INTO event_counts (id, day, type, portal_id, kit_id, count)
    SELECT MIN(id), at / 86400000000, type, portal_id, kit_id, COUNT(*) FROM events GROUP BY at / 86400000000, type, portal_id, kit_id;

-- How often an option was chosen or a box ticked in the form of a request; without a question: how often a reason was given.
-- Owners' words alone: what people write themselves is counted nowhere. Who asked is not said, so that it stays when they go.
CREATE TABLE answer_counts (
    id BIGINT NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    portal_id BIGINT,
    kit_id BIGINT,
    question TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL
);
CREATE INDEX answer_counts_by_answer ON answer_counts (question, answer, day, portal_id, kit_id, count);
INSERT INTO answer_counts (id, day, portal_id, kit_id, question, answer, count)
    SELECT -MIN(id), created_at / 86400000000, portal_id, kit_id, '', '', COUNT(*) FROM requests WHERE reason IS NOT NULL
    GROUP BY created_at / 86400000000, portal_id, kit_id;

-- Who asked for what and took it is read from the index alone.
DROP INDEX events_by_type;
CREATE INDEX events_by_type ON events (type, at, id, portal_id, kit_id, asset_id, external_user_id, requester_user_id);

-- How long people take to decide. What is under review is not in it, so that asking writes nothing here.
CREATE INDEX requests_by_decision ON requests (decided_at, created_at, portal_id, kit_id, decided_by) WHERE decided_by IS NOT NULL;
