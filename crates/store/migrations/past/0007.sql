INSERT INTO id_blocks (name, next_id) VALUES ('strokes', 100), ('request_notes', 100), ('saved_replies', 100);
INSERT INTO strokes (id, user_id, verdict, requests, mails, leaves_at, created_at) VALUES (1, 1, 'approve', 1, 1, 1788220851000000, 1788220841000000);
INSERT INTO stroke_decisions (stroke_id, decision_id) VALUES (1, 1);
UPDATE outbox SET stroke_id = 1 WHERE id = 1;
INSERT INTO request_notes (id, request_id, user_id, text, created_at) VALUES (1, 1, 2, 'Known to us.', 1788220866000000);
INSERT INTO saved_replies (id, title, text, created_at, updated_at) VALUES (1, 'Yes', 'With pleasure.', 1788220867000000, 1788220868000000);
