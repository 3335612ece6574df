INSERT INTO events (id, at, type, user_id, folder_id, data) VALUES (5, 1788307261000000, 'folder.changed', 1, 2, '{}');
INSERT INTO event_counts (id, day, type, portal_id, kit_id, count) VALUES (5, 20698, 'folder.changed', NULL, NULL, 1);
INSERT INTO day_counts (id, day, type, count) VALUES (5, 20698, 'folder.changed', 1);
