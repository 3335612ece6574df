-- A year of a large desk is told from sums, and from what was taken asset by asset: no page sorts what happened.

-- How often something happened on a day (since 1970, in UTC), wherever: the sum of `event_counts` over all places, kept in the
-- same way. A row has the id of one of its events.
CREATE TABLE day_counts (
    id INTEGER NOT NULL PRIMARY KEY,
    day INTEGER NOT NULL,
    type TEXT NOT NULL,
    count INTEGER NOT NULL
) STRICT;
CREATE INDEX day_counts_by_day ON day_counts (day, type, count);
INSERT INTO day_counts (id, day, type, count)
    SELECT MIN(id), day, type, CAST(SUM(count) AS BIGINT) FROM event_counts GROUP BY day, type;

-- What was downloaded and when, by itself or in an archive, in the order of assets: made from the history.
CREATE TABLE taken_assets (
    asset_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    PRIMARY KEY (asset_id, at, event_id)
) STRICT;
INSERT INTO taken_assets (asset_id, at, event_id)
    SELECT asset_id, at, id FROM events WHERE type = 'download.asset' AND asset_id IS NOT NULL;
INSERT INTO taken_assets (asset_id, at, event_id)
    SELECT x.asset_id, e.at, e.id FROM events e JOIN event_assets x ON x.event_id = e.id WHERE e.type = 'download.zip';
