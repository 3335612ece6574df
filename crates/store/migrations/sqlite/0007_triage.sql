-- Undoing a decision while its mails wait, notes for colleagues, and saved replies.

-- What one user decided in the pages at once. Its mails wait in the outbox, and until they leave it may be undone; soon after
-- that it is forgotten. `mails` is how many wait: whoever finds fewer comes too late.
CREATE TABLE strokes (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    verdict TEXT NOT NULL,
    requests INTEGER NOT NULL,
    mails INTEGER NOT NULL,
    leaves_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT strokes_verdict CHECK (verdict IN ('approve', 'deny'))
) STRICT;
CREATE INDEX strokes_by_user ON strokes (user_id, id);

-- The decisions of a stroke.
CREATE TABLE stroke_decisions (
    stroke_id INTEGER NOT NULL,
    decision_id INTEGER NOT NULL,
    PRIMARY KEY (stroke_id, decision_id)
) STRICT;
CREATE INDEX stroke_decisions_by_decision ON stroke_decisions (decision_id);

-- The stroke that a mail tells of.
ALTER TABLE outbox ADD COLUMN stroke_id INTEGER;
CREATE INDEX outbox_by_stroke ON outbox (stroke_id) WHERE stroke_id IS NOT NULL;

-- Grants are found by the decision that gave them.
CREATE INDEX grants_by_decision ON grants (decision_id);

-- Notes of colleagues on a request. The requester never sees them. Personal, like the reason.
CREATE TABLE request_notes (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_notes_by_request ON request_notes (request_id, id);

-- Messages that are written again and again.
CREATE TABLE saved_replies (
    id INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
