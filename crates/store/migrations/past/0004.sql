INSERT INTO id_blocks (name, next_id) VALUES ('changes', 100), ('request_counts', 100);
INSERT INTO changes (id, at, touched) VALUES (1, 1788220865000000, 'places');
INSERT INTO request_counts (id, portal_id, kit_id, status, count) SELECT MIN(id), portal_id, kit_id, status, COUNT(*)
    FROM requests GROUP BY portal_id, kit_id, status;
