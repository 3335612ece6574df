INSERT INTO id_blocks (name, next_id) VALUES ('terms', 100), ('request_words', 100);
INSERT INTO terms (id, kit_id, portal_id, version, text, created_at) VALUES
    (1, 1, NULL, 1, 'Name the museum.', 1788220861000000), (2, 1, NULL, 2, '', 1788220862000000), (3, NULL, 1, 1, 'اذكر المتحف.', 1788220863000000);
UPDATE kits SET watermark = 'Draft',
    questions = '[{"id":"medium","label":"Which medium?","kind":"choice","options":["Print","Web"],"required":false}]' WHERE id = 1;
UPDATE portals SET questions = '[{"id":"when","label":"When?","kind":"date","required":false,"hint":"About."}]', watermark = 'Museum',
    languages = 'ar en' WHERE id = 1;
UPDATE requests SET terms_id = 1, answers = '[{"id":"medium","label":"Which medium?","kind":"choice","value":"Print"}]' WHERE id = 1;
INSERT INTO request_words (id, request_id, text, created_at) VALUES (1, 1, 'It is urgent, by the way.', 1788220864000000);
UPDATE assets SET description = 'Blue on white.', licence = 'CC BY 4.0', credit = 'Ines Tamm' WHERE id = 1;
