-- Why a read was allowed stands beside it (Điều 13.3): the reasons of the decision it rested on, by their names. Reads from
-- before this, and looks at a file of one's own, which nobody decides on, have none.
ALTER TABLE journal.reads ADD COLUMN reasons text[] NOT NULL DEFAULT '{}';
