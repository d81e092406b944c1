-- What a change costs must not grow with what was sealed since the last vacuum.

-- An entry and its place in the queue are written by one statement, and neither is ever changed: to look each one up again
-- at every change finds nothing, and costs more than the queue itself.
ALTER TABLE journal.unsealed DROP CONSTRAINT unsealed_entry_id_fkey;

-- By the clock of the database, as `unsealed.since` is: whoever sealed lately keeps no entry waiting.
ALTER TABLE journal.checkpoints ADD COLUMN sealed_at timestamptz;
ALTER TABLE journal.checkpoints ALTER COLUMN sealed_at SET DEFAULT clock_timestamp();
GRANT SELECT (size, sealed_at) ON journal.checkpoints TO kho_loader;
