import type { Readable } from 'node:stream'
import type { Actor, Journal, Tx } from '../journal/index.ts'
import type { Law } from '../law/index.ts'
import type { Clock, Database, Language } from '../platform/index.ts'
import { createBrowsing } from './browse.service.ts'
import type { Browsing } from './browse.service.ts'
import type { CodeList } from './code-list.ts'
import {
  closeVersion,
  insertCodeList,
  insertEntries,
  insertVersion,
  listVersions,
  lockCodeList,
} from './code-list.store.ts'
import type { CodeListFacts, VersionRow } from './code-list.store.ts'
import { readEntriesCsv } from './entry-csv.ts'
import { createEntryCollector, entriesDigest } from './entry.ts'
import type { Entry } from './entry.ts'
import { entryFaultTexts } from './entry.texts.ts'
import { createLookups } from './lookup.service.ts'
import type { Lookups } from './lookup.service.ts'
import { referenceProblems } from './reference.errors.ts'
import { referenceEvents } from './reference.events.ts'

export interface VersionInput {
  readonly version: string
  readonly validFrom: string
  /** Id of the instrument the version rests on. */
  readonly instrument: string | null
  /** CSV, or the entries themselves. */
  readonly entries: Readable | string | readonly Entry[]
}

export interface Reference extends Lookups, Browsing {
  registerCodeList(actor: Actor, input: CodeListFacts): Promise<CodeList>
  /** Adds a version and closes the one before it; all entries or none. */
  addVersion(actor: Actor, list: string, input: VersionInput, language?: Language): Promise<CodeList>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly law: Law
}

export function createReference({ database, journal, clock, law }: Deps): Reference {
  const lookups = createLookups({ database, clock, law })
  const browsing = createBrowsing({ database, clock, lookups })
  return { ...lookups, ...browsing, registerCodeList, addVersion }

  async function registerCodeList(actor: Actor, input: CodeListFacts): Promise<CodeList> {
    const { code, name, nameEn, description } = input
    await journal.change(actor, async (tx) => {
      const facts = { code, name, nameEn, description }
      if (!(await insertCodeList(tx, facts))) throw referenceProblems.codeListExists({ list: code })
      await tx.record({
        event: referenceEvents['codeList.registered'],
        subject: { type: 'codeList', id: code, label: name },
        payload: facts,
      })
    })
    return lookups.getCodeList(code)
  }

  async function addVersion(
    actor: Actor,
    code: string,
    input: VersionInput,
    language: Language = 'vi',
  ): Promise<CodeList> {
    const list = await lookups.getCodeList(code)
    const instrumentId = input.instrument === null ? null : (await law.get(input.instrument)).id
    const entries = await checkedEntries(input.entries, language)
    const { version, validFrom } = input
    const row = { list: code, version, validFrom, validTo: null, instrumentId, entries: entries.length }
    const digest = entriesDigest(entries)
    await journal.change(actor, async (tx) => {
      await startVersion(tx, { ...row, digest })
      await insertEntries(tx, code, version, entries)
      await tx.record({
        event: referenceEvents['codeList.versionAdded'],
        subject: { type: 'codeList', id: code, label: list.name },
        payload: { version, validFrom, instrument: instrumentId, entries: entries.length, digest },
      })
    })
    return lookups.getCodeList(code)
  }
}

/** Opens a version where the newest one ends by it. */
async function startVersion(tx: Tx, row: VersionRow & { readonly digest: string }): Promise<void> {
  const { list, version, validFrom } = row
  await lockCodeList(tx, list)
  const versions = await listVersions(tx, [list])
  if (versions.some((each) => each.version === version)) throw referenceProblems.versionExists({ list, version })
  const [latest] = versions
  if (latest && latest.validFrom >= validFrom) {
    throw referenceProblems.versionNotLater({ list, latest: latest.validFrom })
  }
  if (latest) await closeVersion(tx, list, latest.version, validFrom)
  await insertVersion(tx, row)
}

async function checkedEntries(source: VersionInput['entries'], language: Language): Promise<readonly Entry[]> {
  const { entries, faults } = isEntries(source) ? collect(source) : await readEntriesCsv(source)
  if (faults.length === 0) return entries
  throw referenceProblems.entriesInvalid({ faults: faults.length }, { errors: entryFaultTexts(faults, language) })
}

function isEntries(source: VersionInput['entries']): source is readonly Entry[] {
  return Array.isArray(source)
}

function collect(entries: readonly Entry[]) {
  const collector = createEntryCollector()
  for (const [place, entry] of entries.entries()) collector.add(entry, place + 2)
  if (entries.length === 0) collector.faults.push({ rule: 'empty', line: 1, column: '' })
  return collector
}
