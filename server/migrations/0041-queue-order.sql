-- How long an entry has waited is asked only where nothing was sealed lately; it need not be in order at every change.
DROP INDEX journal.unsealed_since;

-- Who loads puts the entry it has just written into the queue.
GRANT SELECT (id) ON journal.entries TO kho_loader;
