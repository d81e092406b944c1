-- By which program an account acts, and by which token (Điều 13.3). The leaf of an entry holds it where there is one, so entries
-- from before verify as they were.
ALTER TABLE journal.changes ADD COLUMN client jsonb;
ALTER TABLE journal.reads ADD COLUMN client jsonb;
