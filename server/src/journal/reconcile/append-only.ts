/** Tables of the journal in which no row is ever changed or deleted (KJ002): what guards and the write-ahead log are held against. */
export const appendOnlyTables: readonly string[] = [
  'journal.changes',
  'journal.checkpoints',
  'journal.cosignatures',
  'journal.entries',
  'journal.leaves',
  'journal.logs',
  'journal.reads',
  'journal.timestamps',
]
