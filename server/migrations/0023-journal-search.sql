-- Searching the journal (Điều 13.3). Entries are listed in the order of their changes, newest first, and a page begins
-- behind the last entry of the page before: each filter has an index that holds its entries in that very order.

CREATE INDEX entries_order ON journal.entries (change_id, id);
DROP INDEX journal.entries_change;

CREATE INDEX entries_by_subject ON journal.entries (subject_id, change_id, id);
DROP INDEX journal.entries_subject;

CREATE INDEX entries_by_event ON journal.entries (event, change_id, id);
DROP INDEX journal.entries_event;

-- Of a dataset and of its submissions the label is the dataset's code.
CREATE INDEX entries_by_label ON journal.entries (subject_label, change_id, id);

CREATE INDEX changes_by_unit ON journal.changes (unit_id, id);
CREATE INDEX changes_by_account ON journal.changes (account_id, id);
CREATE INDEX changes_by_account_name ON journal.changes (account_name, id);

-- How the log grew from day to day.
CREATE INDEX checkpoints_at ON journal.checkpoints (at, size);
