INSERT INTO installation (name, value) VALUES ('words', '1');
UPDATE request_items SET
    asked_at = (SELECT r.created_at FROM requests r WHERE r.id = request_items.request_id),
    request_status = (SELECT r.status FROM requests r WHERE r.id = request_items.request_id);
UPDATE request_responsibles SET
    asked_at = (SELECT r.created_at FROM requests r WHERE r.id = request_responsibles.request_id),
    request_status = (SELECT r.status FROM requests r WHERE r.id = request_responsibles.request_id);
-- As `domain::text::words` keeps them.
UPDATE requests SET search = ' for an article about a zeppelin print it is urgent by the way' WHERE id = 1;
UPDATE requests SET search = ' zwei zeilen mit zeichen und strichen' WHERE id = 2;
UPDATE users SET search = ' ada archer old example' WHERE id = 1;
UPDATE users SET search = ' uta üblich old example' WHERE id = 2;
UPDATE users SET search = ' mo moss old example' WHERE id = 3;
UPDATE users SET search = ' gone gander old example' WHERE id = 4;
UPDATE external_users SET search = ' zoë zander zoe press example' WHERE id = 1;
UPDATE external_users SET search = ' anon press example' WHERE id = 2;
UPDATE assets SET search = ' the blue logo png on white ines tamm cc by 4 0' WHERE id = 1;
UPDATE assets SET search = ' نشرة صحفية pdf' WHERE id = 2;
UPDATE assets SET search = ' withdrawn bin' WHERE id = 3;
