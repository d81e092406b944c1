import type { Journal, Tx } from '../journal/index.ts'
import { canonicalJson, localDay, sha256 } from '../platform/index.ts'
import type { Clock, Database, Db, FieldFault, Json, Language } from '../platform/index.ts'
import type { Reference } from '../reference/index.ts'
import { refuseStranger } from './author.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import type { Dataset, DatasetId } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import { findDatasets, lockDataset } from './dataset.store.ts'
import type { Field } from './field.ts'
import { kindRules } from './kind.ts'
import { refuseMarkedStructure } from './secrecy.refusal.ts'
import { noForecast, refuseUnfit } from './structure.carrying.ts'
import type { Forecast, RowCarrier } from './structure.carrying.ts'
import { readDeclaration } from './structure.declaration.ts'
import type { Declaration, StructureInput } from './structure.declaration.ts'
import { changesBetween, conversionsOf, lastIdOf, nameFields } from './structure.evolution.ts'
import type { Conversion, Pointer } from './structure.evolution.ts'
import { structureFaults } from './structure.ts'
import type { Structure, StructureContext, StructureFault, StructureVersion } from './structure.ts'
import { namedOutside, unreadablePatterns } from './structure.context.ts'
import { findFieldByName, insertStructure, listPointers, listStructures } from './structure.store.ts'
import { structureFaultTexts } from './structure.texts.ts'
import { hasPublicRow } from './version.store.ts'

/** What must happen in the transaction that declares a structure: the dataset's tables are made or widened. */
export type StructureEffect = (
  tx: Tx,
  dataset: { readonly id: DatasetId; readonly code: string },
  structure: Structure,
) => Promise<void>

export interface Structures {
  /**
   * Declares the next structure version of a dataset. With converted fields it is pending until the rows in force are
   * carried into it; values that cannot be carried refuse it before anything changes.
   */
  declareStructure(author: Author, code: string, input: StructureInput, language?: Language): Promise<StructureVersion>
  /** What declaring would do; changes nothing, refuses what declaring would refuse but for values. */
  forecastStructure(author: Author, code: string, input: StructureInput, language?: Language): Promise<Foreseen>
}

/** A version as it would be, and what would become of the rows in force. */
export interface Foreseen {
  readonly structure: StructureVersion
  readonly forecast: Forecast
}

export interface StructureDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly reference: Reference
  readonly datasets: DatasetLookups
  readonly structureEffect: StructureEffect
  /** Carries rows into converted fields; without it no dataset has rows. */
  readonly rowCarrier?: RowCarrier
}

/** What a declaration is held against, read before the change and again within it. */
interface Known {
  readonly declaration: Declaration
  readonly outside: Awaited<ReturnType<typeof namedOutside>>
  readonly unreadable: readonly StructureFault[]
  readonly language: Language
}

export function createStructures(deps: StructureDeps): Structures {
  const { journal, datasets, rowCarrier, clock } = deps
  const db = deps.database.application
  return { declareStructure, forecastStructure }

  async function declareStructure(
    author: Author,
    code: string,
    input: StructureInput,
    language: Language = 'vi',
  ): Promise<StructureVersion> {
    const { dataset, known } = await readKnown(author, code, { input, language })
    if (known.declaration.evolution.converted.size > 0) {
      const { structure, previous } = await nextVersion(db, dataset, known, clock.now())
      const forecast = await rowCarrier?.forecast(author, dataset, { structure, previous })
      refuseUnfit(dataset.code, forecast ?? noForecast, language)
    }
    const declared = await journal.change(author, async (tx) => {
      await lockDataset(tx, dataset.id)
      const { structure } = await nextVersion(tx, dataset, known, tx.at)
      const isConverting = structure.conversions.length > 0 && rowCarrier !== undefined
      const carriedBy = isConverting ? await rowCarrier.queue(tx, author, dataset, structure) : null
      const kept: StructureVersion = { ...structure, carriedBy, state: isConverting ? 'pending' : 'adopted' }
      await insertStructure(tx, dataset.id, kept)
      await deps.structureEffect(tx, { id: dataset.id, code }, plain(kept))
      await recordDeclared(tx, dataset, kept)
      return kept
    })
    if (declared.state === 'pending') rowCarrier?.queued()
    return declared
  }

  async function forecastStructure(
    author: Author,
    code: string,
    input: StructureInput,
    language: Language = 'vi',
  ): Promise<Foreseen> {
    const { dataset, known } = await readKnown(author, code, { input, language })
    const { structure, previous } = await nextVersion(db, dataset, known, clock.now())
    const forecast = await rowCarrier?.forecast(author, dataset, { structure, previous })
    return { structure, forecast: forecast ?? noForecast }
  }

  async function readKnown(
    author: Author,
    code: string,
    { input, language }: { input: StructureInput; language: Language },
  ): Promise<{ dataset: Dataset; known: Known }> {
    const dataset = await datasets.getDataset(code)
    refuseStranger(author, dataset)
    const { stage } = dataset
    if (stage !== 'active') throw catalogueProblems.datasetEnded({ dataset: code, stage })
    const declaration = readDeclaration(input)
    refuseMarkedStructure(code, declaration, language)
    const outside = await namedOutside(deps, code, declaration.fields)
    const unreadable = await unreadablePatterns(db, declaration.fields)
    return { dataset, known: { declaration, outside, unreadable, language } }
  }
}

interface NextVersion {
  readonly structure: StructureVersion
  readonly previous: Structure | undefined
}

/** The version a declaration makes; refuses what breaks a rule, and any while another one waits. */
async function nextVersion(db: Db, dataset: Dataset, known: Known, at: Date): Promise<NextVersion> {
  const { declaration, outside, unreadable, language } = known
  const { fields: declared, evolution, note } = declaration
  const versions = await listStructures(db, dataset.id)
  if (versions.some(({ state }) => state === 'pending'))
    throw catalogueProblems.structurePending({ dataset: dataset.code })
  const previous = versions.find(({ state }) => state === 'adopted')
  const context: StructureContext = {
    ...outside,
    ...{ previous: previous?.fields, evolution, pointers: await pointersTo(db, dataset) },
    ...{ kind: kindRules(dataset.kind), isPublic: await isPublic(db, dataset, at) },
  }
  refuseFaults(dataset, [...structureFaults(declared, context), ...unreadable], language)
  const lastId = lastIdOf(versions.flatMap(({ fields }) => fields))
  const fields = nameFields(declared, previous?.fields, { evolution, lastId })
  const conversions = conversionsOf(fields, previous?.fields ?? [], evolution)
  const changes = changesBetween(previous?.fields, fields, conversions)
  const version = (versions[0]?.version ?? 0) + 1
  const structure = {
    version,
    fields,
    since: at,
    note,
    state: 'adopted',
    conversions,
    changes,
    carriedBy: null,
  } as const
  return { structure, previous }
}

/** What other datasets point at, each by the field it means. */
async function pointersTo(db: Db, { id, code }: Pick<Dataset, 'id' | 'code'>): Promise<Pointer[]> {
  const pointers: Pointer[] = []
  for (const pointer of await listPointers(db, code)) {
    const target = await findFieldByName(db, id, pointer.name)
    if (target) pointers.push({ ...pointer, target: target.id })
  }
  return pointers
}

async function isPublic(db: Db, { id, code }: Pick<Dataset, 'id' | 'code'>, at: Date): Promise<boolean> {
  const day = localDay(at)
  const [row] = await findDatasets(db, [code], day)
  return row?.classification === 'public' || hasPublicRow(db, id, day)
}

function refuseFaults(dataset: Dataset, faults: readonly StructureFault[], language: Language): void {
  if (faults.length === 0) return
  const errors: FieldFault[] = structureFaultTexts(faults, language)
  throw catalogueProblems.structureInvalid({ dataset: dataset.code, faults: faults.length }, { errors })
}

const plain = ({ version, fields, since, note }: Structure): Structure => ({ version, fields, since, note })

async function recordDeclared(tx: Tx, dataset: Dataset, structure: StructureVersion): Promise<void> {
  const { version, note, fields, state, conversions, changes } = structure
  await tx.record({
    event: catalogueEvents['structure.declared'],
    subject: { type: 'dataset', id: dataset.id, label: dataset.code },
    payload: {
      ...{ version, note, state },
      fields: fields.map(({ id, name, type, key, sensitivity }) => ({ id, name, type, key, sensitivity })),
      changes: changes.map(({ change, field, id, from }) => ({ change, field, id, from: from && { ...from } })),
      digest: sha256(canonicalJson(fields.map(fieldToJson))).toString('hex'),
      conversions: sha256(canonicalJson(conversions.map(conversionToJson))).toString('hex'),
    },
  })
}

function fieldToJson({ references, ...field }: Field): Json {
  return { ...field, references: references && { ...references } }
}

function conversionToJson({ table, ...conversion }: Conversion): Json {
  return { ...conversion, table: table && { ...table } }
}
