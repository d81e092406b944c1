import type { SubjectReads, SubjectReadsAnswer, SubjectReadsQuestion } from '../../access/index.ts'
import type { Catalogue, Field, InForce, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { hasAsked, listReadsOfRecords, readsHolding, sumBulkReads } from '../../journal/index.ts'
import type { NamingRead, ReadLog, ReadsSince } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { isWholeKey, lookupFields } from '../storage/columns.sql.ts'
import type { Windows } from '../record/window.ts'
import { loggedCondition, recordKeyDigest } from '../record/record-query.ts'
import { askedFor } from './asked-for.ts'
import { identifyingFields, isLookedUp } from './identifying-field.ts'
import type { Structures } from './identifying-field.ts'
import { findKeysHolding, listLives } from './subject-rows.store.ts'

type Searched = SubjectReadsAnswer['datasets'][number]

export interface SubjectReadsDeps {
  readonly database: Database
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly reads: ReadLog
  readonly windows: Windows
  /** Keys the digests that stand for record keys in the log of reads. */
  readonly secret: string
  /** How many reads are fetched at once where only their digests tell whom they asked for. */
  readonly portion?: number
}

const usualPortion = 2000

/** Of each kind, so that a person who is read all the time still gets an answer. */
const mostListed = 1000

/** Finds who read what is held of a person (port of `access`, ADR 0041). */
export function createSubjectReads(deps: SubjectReadsDeps): SubjectReads {
  return {
    find: async (asker, question) => {
      const at = deps.clock.now()
      const all = await deps.catalogue.listInForce(at)
      const structures: Structures = new Map(
        all.flatMap(({ row, structure }) => (structure ? [[row.dataset.code, structure] as const] : [])),
      )
      const entries = all.filter(({ row }) => question.provider === null || row.provider.id === question.provider)
      const datasets: Searched[] = []
      for (const entry of entries) {
        const { structure } = entry
        const fields = structure ? identifyingFields(structure, structures) : []
        if (!structure || fields.length === 0) continue
        datasets.push(await search(deps, asker, question, { entry, structure, fields }))
      }
      return { at, datasets }
    },
  }
}

interface Place {
  readonly entry: InForce
  readonly structure: Structure
  readonly fields: readonly Field[]
}

async function search(
  deps: SubjectReadsDeps,
  asker: Principal,
  question: SubjectReadsQuestion,
  { entry, structure, fields }: Place,
): Promise<Searched> {
  const { code, name, nameEn } = entry.row.dataset
  const by = fields.filter((field) => isLookedUp(structure, field))
  const lives = await findLives(deps, { id: entry.id, code }, { structure, by, value: question.identityNumber })
  const keys = lives.map(({ key }) => key)
  const since = lives.map((life) => life.since).sort((one, other) => one.getTime() - other.getTime())[0] ?? null
  const { named, bulk } =
    since === null
      ? nothing
      : await findReads(deps, { dataset: code, since }, { keys, by, value: question.identityNumber })
  const found = {
    ...{ code, name, nameEn, provider: entry.row.provider },
    by: by.map(titled),
    notSearched: fields.filter((field) => !by.includes(field)).map(titled),
    records: lives.filter(({ isInForce }) => isInForce).length,
    endedRecords: lives.filter(({ isInForce }) => !isInForce).length,
    ...{ since, bulk, namedCount: named.count },
    named: named.reads.slice(0, mostListed).map(({ at, unit_name: unit, action, purpose, fields: read, reasons }) => ({
      ...{ at, unit, action, purpose, fields: read, reasons },
    })),
    titles: Object.fromEntries(structure.fields.map((field) => [field.name, titled(field)])),
  }
  if (by.length > 0) await log(deps, asker, question, { found, structure, by })
  return found
}

/** Records in force by any field with an index; those that have ended by their key, which is all that history has an index on. */
async function findLives(
  { windows }: SubjectReadsDeps,
  dataset: { readonly id: string; readonly code: string },
  { structure, by, value }: { structure: Structure; by: readonly Field[]; value: string },
) {
  const columns = lookupFields(structure).filter(({ name }) => by.some((field) => field.name === name))
  const window = await windows.open({
    ...{ dataset, version: structure.version, fields: columns, scopes: [] },
    ...{ showsKeys: true, pseudonymKey: undefined },
  })
  const { db } = window
  const held = await findKeysHolding(db, window, columns, value)
  const isKey = by.some((field) => isWholeKey(structure, field))
  const keys = isKey ? [...new Set([...held, value])] : held
  return keys.length === 0 ? [] : listLives(db, window, keys)
}

interface FoundReads {
  readonly named: { readonly reads: readonly NamingRead[]; readonly count: number }
  readonly bulk: Searched['bulk']
}
const nothing: FoundReads = { named: { reads: [], count: 0 }, bulk: [] }

interface Wanted {
  readonly keys: readonly string[]
  readonly by: readonly Field[]
  readonly value: string
}

/** Reads that named the record by its key, and those that asked for the person by a value: both newest first. The rest is bulk. */
async function findReads(deps: SubjectReadsDeps, which: ReadsSince, wanted: Wanted): Promise<FoundReads> {
  const db = deps.database.application
  const openings = wanted.keys.map((key) =>
    JSON.stringify({ key: recordKeyDigest(deps.secret, which.dataset, key) }).slice(0, -1),
  )
  const byKey = await listReadsOfRecords(db, which, { openings, limit: mostListed })
  const byValue = await findReadsByValue(deps, which, wanted)
  const except = byValue.map(({ id }) => id)
  return {
    named: {
      reads: [...byKey.reads, ...byValue].sort((one, other) => other.at.getTime() - one.at.getTime()),
      count: byKey.count + byValue.length,
    },
    bulk: await sumBulkReads(db, which, { except, limit: mostListed }),
  }
}

async function findReadsByValue(
  { database, secret, portion = usualPortion }: SubjectReadsDeps,
  which: ReadsSince,
  { by, value }: Wanted,
): Promise<NamingRead[]> {
  const db = database.application
  const shown = by.map(({ name }) => loggedCondition(name, value))
  const texts = [...by.map(({ name }) => loggedCondition(name)), ...shown]
  const found: NamingRead[] = []
  for await (const read of readsHolding(db, which, { actions: ['page', 'export'], texts }, portion)) {
    // Who asked for all but this person did not ask for them.
    if (read.query.includes('{"not":')) continue
    const isShown = shown.some((text) => read.query.includes(text))
    if (isShown || by.some(({ name: field }) => askedFor(secret, read, { field, value }))) found.push(read)
  }
  for await (const look of readsHolding(db, which, { actions: ['subject'], texts: ['{'] }, portion)) {
    if (hasAsked(secret, look, { identityNumber: value }) === true) found.push(look)
  }
  return found
}

/** To look a person up is a read of the dataset, also where nothing is found: that, too, says something of the person. */
async function log(
  { reads }: SubjectReadsDeps,
  asker: Principal,
  { identityNumber, purpose }: SubjectReadsQuestion,
  { found, structure, by }: { found: Searched; structure: Structure; by: readonly Field[] },
): Promise<void> {
  const fields = by.map(({ name }) => name)
  const look = {
    ...({ actor: asker, dataset: found.code, action: 'subject', purpose, fields } as const),
    query: JSON.stringify({ by: fields }),
    asked: { identityNumber },
    rows: found.records + found.endedRecords,
    digest: sha256(JSON.stringify(found)).toString('hex'),
    structureVersion: structure.version,
  }
  // Of the answer under way this is one part of many: it has no receipt of its own.
  await reads.answering({}, () => reads.record(look))
}

function titled({ name, title, titleEn }: Field) {
  return { name, title, titleEn }
}
