import type { Journal, Tx } from '../journal/index.ts'
import { canonicalJson, localDay, sha256 } from '../platform/index.ts'
import type { Database, FieldFault, Json, Language } from '../platform/index.ts'
import type { Reference } from '../reference/index.ts'
import { refuseStranger } from './author.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import type { Dataset, DatasetId } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import { findDatasets, lockDataset } from './dataset.store.ts'
import { kindRules } from './kind.ts'
import { completeField } from './field.ts'
import type { Field, FieldInput } from './field.ts'
import { nameFields, structureFaults } from './structure.ts'
import type { Structure, StructureFault } from './structure.ts'
import { namedOutside, unreadablePatterns } from './structure.context.ts'
import { findCurrentStructure, findStructure, insertStructure, listStructures } from './structure.store.ts'
import { structureFaultTexts } from './structure.texts.ts'
import { hasPublicRow } from './version.store.ts'

/** What must happen in the transaction that declares a structure: the dataset's tables are made or widened. */
export type StructureEffect = (
  tx: Tx,
  dataset: { readonly id: DatasetId; readonly code: string },
  structure: Structure,
) => Promise<void>

export interface StructureInput {
  readonly fields: readonly FieldInput[]
  readonly note: string
}

export interface Structures {
  /** Declares the next structure version of a dataset. */
  declareStructure(author: Author, code: string, input: StructureInput, language?: Language): Promise<Structure>
  currentStructure(dataset: string): Promise<Structure | undefined>
  /** A version of a dataset's structure; throws `catalogue.structureNotFound`. */
  structureVersion(dataset: string, version: number): Promise<Structure>
  /** Newest first. */
  listStructures(dataset: string): Promise<Structure[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly reference: Reference
  readonly datasets: DatasetLookups
  readonly structureEffect: StructureEffect
}

export function createStructures(deps: Deps): Structures {
  const { journal, datasets } = deps
  const db = deps.database.application
  return {
    declareStructure,
    currentStructure: (dataset) => findCurrentStructure(db, dataset),
    structureVersion: async (dataset, version) => {
      const structure = await findStructure(db, dataset, version)
      if (!structure) throw catalogueProblems.structureNotFound({ version })
      return structure
    },
    listStructures: (dataset) => listStructures(db, dataset),
  }

  async function declareStructure(
    author: Author,
    code: string,
    input: StructureInput,
    language: Language = 'vi',
  ): Promise<Structure> {
    const dataset = await datasets.getDataset(code)
    refuseStranger(author, dataset)
    const declared = input.fields.map(completeField)
    const outside = await namedOutside(deps, code, declared)
    const unreadable = await unreadablePatterns(db, declared)
    return journal.change(author, async (tx) => {
      await lockDataset(tx, dataset.id)
      const previous = await findCurrentStructure(tx, dataset.id)
      const kind = kindRules(dataset.kind)
      const context = { ...outside, kind, previous: previous?.fields, isPublic: await isPublic(tx, dataset) }
      refuseFaults(dataset, [...structureFaults(declared, context), ...unreadable], language)
      const fields = nameFields(declared, previous?.fields)
      const structure = { version: (previous?.version ?? 0) + 1, fields, since: tx.at, note: input.note }
      await insertStructure(tx, dataset.id, structure)
      await deps.structureEffect(tx, { id: dataset.id, code }, structure)
      await recordDeclared(tx, dataset, structure)
      return structure
    })
  }
}

async function isPublic(tx: Tx, { id, code }: Pick<Dataset, 'id' | 'code'>): Promise<boolean> {
  const day = localDay(tx.at)
  const [row] = await findDatasets(tx, [code], day)
  return row?.classification === 'public' || hasPublicRow(tx, id, day)
}

function refuseFaults(dataset: Dataset, faults: readonly StructureFault[], language: Language): void {
  if (faults.length === 0) return
  const errors: FieldFault[] = structureFaultTexts(faults, language)
  throw catalogueProblems.structureInvalid({ dataset: dataset.code, faults: faults.length }, { errors })
}

async function recordDeclared(tx: Tx, dataset: Dataset, structure: Structure): Promise<void> {
  const { version, note, fields } = structure
  await tx.record({
    event: catalogueEvents['structure.declared'],
    subject: { type: 'dataset', id: dataset.id, label: dataset.code },
    payload: {
      version,
      note,
      fields: fields.map(({ id, name, type, key, sensitivity }) => ({ id, name, type, key, sensitivity })),
      digest: sha256(canonicalJson(fields.map(fieldToJson))).toString('hex'),
    },
  })
}

function fieldToJson({ references, ...field }: Field): Json {
  return { ...field, references: references && { ...references } }
}
