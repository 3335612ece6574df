INSERT INTO id_blocks (name, next_id) VALUES ('answer_counts', 100);
INSERT INTO event_counts (id, day, type, portal_id, kit_id, count)
    SELECT MIN(id), at / 86400000000, type, portal_id, kit_id, COUNT(*) FROM events GROUP BY at / 86400000000, type, portal_id, kit_id;
INSERT INTO answer_counts (id, day, portal_id, kit_id, question, answer, count) VALUES
    (1, 20697, NULL, 1, '', '', 2), (2, 20697, NULL, 1, 'medium', 'Print', 1);
