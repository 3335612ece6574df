-- Undoing a decision while its mails wait, notes for colleagues, and saved replies.

-- What one user decided in the pages at once. Its mails wait in the outbox, and until they leave it may be undone; soon after
-- that it is forgotten. `mails` is how many wait: whoever finds fewer comes too late.
CREATE TABLE strokes (
    id BIGINT NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    verdict TEXT COLLATE "C" NOT NULL,
    requests BIGINT NOT NULL,
    mails BIGINT NOT NULL,
    leaves_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT strokes_verdict CHECK (verdict IN ('approve', 'deny'))
);
CREATE INDEX strokes_by_user ON strokes (user_id, id);

-- The decisions of a stroke.
CREATE TABLE stroke_decisions (
    stroke_id BIGINT NOT NULL,
    decision_id BIGINT NOT NULL,
    PRIMARY KEY (stroke_id, decision_id)
);
CREATE INDEX stroke_decisions_by_decision ON stroke_decisions (decision_id);

-- The stroke that a mail tells of.
ALTER TABLE outbox ADD COLUMN stroke_id BIGINT;
CREATE INDEX outbox_by_stroke ON outbox (stroke_id) WHERE stroke_id IS NOT NULL;

-- Grants are found by the decision that gave them.
CREATE INDEX grants_by_decision ON grants (decision_id);

-- Notes of colleagues on a request. The requester never sees them. Personal, like the reason.
CREATE TABLE request_notes (
    id BIGINT NOT NULL PRIMARY KEY,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    text TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX request_notes_by_request ON request_notes (request_id, id);

-- Messages that are written again and again.
CREATE TABLE saved_replies (
    id BIGINT NOT NULL PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
