import { canonicalJson, sha256 } from '../platform/index.ts'

/** One code of a version. */
export interface Entry {
  readonly code: string
  readonly name: string
  readonly nameEn: string | null
  readonly parent: string | null
  readonly kind: string | null
  readonly aliases: readonly string[]
}

export type EntryRule =
  | 'header'
  | 'columns'
  | 'quotes'
  | 'encoding'
  | 'empty'
  | 'codeMissing'
  | 'codeForm'
  | 'nameMissing'
  | 'tooLong'
  | 'duplicate'
  | 'tooMany'

/** One thing wrong with the entries of a version; lines count from 1, the header is line 1. */
export interface EntryFault {
  readonly rule: EntryRule
  readonly line: number
  readonly column: string
}

export const maximumEntries = 200_000
const codeForm = /^[^\s,;]{1,50}$/u
const longest = 500

/** Collects entries in order and the faults among them. */
export function createEntryCollector() {
  const entries: Entry[] = []
  const faults: EntryFault[] = []
  const codes = new Set<string>()
  return {
    entries,
    faults,
    add(entry: Entry, line: number): void {
      const rules = faultsOf(entry)
      if (entry.code !== '' && codes.has(entry.code)) rules.push({ rule: 'duplicate', column: 'code' })
      if (entries.length === maximumEntries) rules.push({ rule: 'tooMany', column: '' })
      codes.add(entry.code)
      entries.push(entry)
      for (const fault of rules) faults.push({ ...fault, line })
    },
  }
}

function faultsOf(entry: Entry): { rule: EntryRule; column: string }[] {
  const faults: { rule: EntryRule; column: string }[] = []
  if (entry.code === '') faults.push({ rule: 'codeMissing', column: 'code' })
  else if (!codeForm.test(entry.code)) faults.push({ rule: 'codeForm', column: 'code' })
  if (entry.name === '') faults.push({ rule: 'nameMissing', column: 'name' })
  const texts: [string, string | null][] = [
    ['name', entry.name],
    ['name_en', entry.nameEn],
    ['parent', entry.parent],
    ['kind', entry.kind],
    ['aliases', entry.aliases.join(';')],
  ]
  for (const [column, text] of texts) {
    if (text === null) continue
    if (text.length > longest) faults.push({ rule: 'tooLong', column })
    if (isBroken(text)) faults.push({ rule: 'encoding', column })
  }
  if (isBroken(entry.code)) faults.push({ rule: 'encoding', column: 'code' })
  return faults
}

/** NUL, which no text of the database can hold, or the mark a decoder leaves for bytes that are not UTF-8. */
function isBroken(text: string): boolean {
  return text.includes('\0') || text.includes('\uFFFD')
}

/** What the journal commits to: SHA-256 over the canonical JSON of the entries in their order, hex. */
export function entriesDigest(entries: readonly Entry[]): string {
  const content = entries.map(({ code, name, nameEn, parent, kind, aliases }) => {
    return { code, name, nameEn, parent, kind, aliases }
  })
  return sha256(canonicalJson(content)).toString('hex')
}
