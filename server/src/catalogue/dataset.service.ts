import type { Identity } from '../identity/index.ts'
import type { Journal, Tx } from '../journal/index.ts'
import { newId } from '../platform/index.ts'
import type { Json, Language } from '../platform/index.ts'
import { refuseStranger } from './author.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import { refuseKindFaults, refuseKindOfStructure } from './kind.refusal.ts'
import { isOpenButNotPublic } from './dataset.ts'
import type { Dataset, DatasetId, DatasetInput } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import { insertDataset, lockDataset, saveDataset } from './dataset.store.ts'
import { refuseMarkedDataset } from './secrecy.refusal.ts'
import type { Structure } from './structure.ts'
import { kindsPointedAt } from './structure.context.ts'
import { findCurrentStructure } from './structure.store.ts'

export interface Datasets {
  /** Registers a dataset of the author's unit; a coordinator may do it for any unit. */
  registerDataset(author: Author, input: DatasetInput, language?: Language): Promise<Dataset>
  /** Replaces the description and the proposed facts; what is in force stays. The code stays too. */
  reviseDataset(author: Author, code: string, input: Omit<DatasetInput, 'code'>, language?: Language): Promise<Dataset>
}

interface Deps {
  readonly journal: Journal
  readonly identity: Identity
  readonly datasets: DatasetLookups
}

export function createDatasets({ journal, identity, datasets }: Deps): Datasets {
  return { registerDataset, reviseDataset }

  async function registerDataset(author: Author, input: DatasetInput, language: Language = 'vi'): Promise<Dataset> {
    await refuseUnsound(author, input, language)
    await journal.change(author, async (tx) => {
      await identity.holdLivingUnit(tx, input.provider)
      const id = newId<'dataset'>(tx.at)
      if (!(await insertDataset(tx, id, input))) throw catalogueProblems.datasetExists({ dataset: input.code })
      await recordFacts(tx, catalogueEvents['dataset.registered'], id, input)
    })
    return datasets.getDataset(input.code)
  }

  async function reviseDataset(
    author: Author,
    code: string,
    input: Omit<DatasetInput, 'code'>,
    language: Language = 'vi',
  ): Promise<Dataset> {
    const before = await datasets.getDataset(code)
    refuseStranger(author, before)
    if (before.stage === 'archived') throw catalogueProblems.datasetEnded({ dataset: code, stage: before.stage })
    const revised = { ...input, code }
    await refuseUnsound(author, revised, language)
    const kinds = await kindsPointedAt(datasets, before.structure?.fields ?? [])
    await journal.change(author, async (tx) => {
      await lockDataset(tx, before.id)
      const structure = await findCurrentStructure(tx, before.id)
      refusePersonal(revised, structure)
      refuseKindOfStructure(revised, structure, { kinds, language })
      await saveDataset(tx, before.id, revised)
      await recordFacts(tx, catalogueEvents['dataset.revised'], before.id, revised)
    })
    return datasets.getDataset(code)
  }

  async function refuseUnsound(author: Author, input: DatasetInput, language: Language): Promise<void> {
    const provider = await identity.getOrganisation(input.provider)
    refuseStranger(author, { code: input.code, provider })
    refuseMarkedDataset(input, language)
    if (isOpenButNotPublic(input)) throw catalogueProblems.openNotPublic()
    refuseKindFaults(input, language)
    for (const consumer of input.consumers) {
      if ('unit' in consumer) await identity.getOrganisation(consumer.unit)
    }
  }
}

function refusePersonal({ classification }: Pick<Dataset, 'classification'>, structure: Structure | undefined): void {
  if (classification !== 'public' || !structure) return
  const personal = structure.fields.filter(({ sensitivity }) => sensitivity !== 'none')
  if (personal.length === 0) return
  throw catalogueProblems.personalNotPublic({ fields: personal.map(({ name }) => name) })
}

/** The contact may name a person, so it stays out of the journal. */
async function recordFacts(tx: Tx, event: string, id: DatasetId, input: DatasetInput): Promise<void> {
  const { name, nameEn, description, descriptionEn, kind, classification, provider, updateMethod, licence } = input
  const facts = { name, nameEn, description, descriptionEn, kind, classification, provider, updateMethod, licence }
  const consumers = input.consumers.map((consumer): Json => ({ ...consumer }))
  await tx.record({
    event,
    subject: { type: 'dataset', id, label: input.code },
    payload: { ...facts, updateFrequency: input.updateFrequency, consumers },
  })
}
