-- What a read asked stands in the log without values of personal fields. Beside it stands the keyed digest of the whole
-- question, by which it can be shown what was asked (Điều 13.3, ADR 0026). Reads from before this have none.
ALTER TABLE journal.reads ADD COLUMN query_digest text;
