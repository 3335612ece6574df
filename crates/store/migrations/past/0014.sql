INSERT INTO day_counts (id, day, type, count)
    SELECT MIN(id), day, type, CAST(SUM(count) AS BIGINT) FROM event_counts GROUP BY day, type;
INSERT INTO taken_assets (asset_id, at, event_id)
    SELECT asset_id, at, id FROM events WHERE type = 'download.asset' AND asset_id IS NOT NULL;
INSERT INTO taken_assets (asset_id, at, event_id)
    SELECT x.asset_id, e.at, e.id FROM events e JOIN event_assets x ON x.event_id = e.id WHERE e.type = 'download.zip';
