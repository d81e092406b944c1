-- Who acts may have signed for it: a passkey's assertion or a signed request. The leaf holds it, so that nobody can put an act
-- into somebody's name (Điều 4, 13.3).
ALTER TABLE journal.changes ADD COLUMN signature jsonb;
