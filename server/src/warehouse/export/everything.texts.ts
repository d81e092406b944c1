/** Tells whoever opens the folder what is in it; the product need not be at hand. */
export const readme = `# Everything

All that this installation of khochung holds, from one state of its database, in open formats. CSV is RFC 4180 in UTF-8 with a
header; an empty cell is an absent value, a quoted empty cell an empty text.

- \`datasets/<code>/rows.csv\`: the rows in force. \`structures.json\`: every version of the structure, newest first.
- \`datasets/<code>/versions.csv\`: every version of every row. \`_since\` and \`_until\` are the numbers of the applies that began and ended
  it (\`tables/warehouse/applies.csv\`), \`_ordinal\` and \`_until_ordinal\` its places among their row changes, \`_salt\` what its commitment was
  made with.
- \`tables/<module>/<table>.csv\`: the tables of every module: units and accounts (without credentials), instruments, code lists,
  datasets and catalogue versions, submissions, faults, applies, row leaves, journal entries, checkpoints, and the log of reads.
- \`submissions/<digest>\`: the files as they were delivered, named by their SHA-256. Files under seal for a mark of state secrets are not
  among them, and rows of a dataset are left out while it is not decided what such a file of it is (\`tables/access/incidents.csv\`).
- \`manifest.json\` and \`SHA256SUMS\`: every file with its checksum; \`sha256sum -c SHA256SUMS\` compares them.

A row's commitment is SHA-256 over its salt and the canonical texts of its fields; leaves of an apply form a Merkle tree (RFC 6962) whose root
stands in the journal entry of its submission; entries form a second tree, whose roots are the checkpoints.
`
