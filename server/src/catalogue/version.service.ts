import type { Identity } from '../identity/index.ts'
import type { Actor, Journal, Tx } from '../journal/index.ts'
import { isInForce } from '../law/index.ts'
import type { Instrument, Law } from '../law/index.ts'
import { canonicalJson, sha256 } from '../platform/index.ts'
import type { FieldFault, Json, Language } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import { findDatasets, holdDatasets } from './dataset.store.ts'
import type { DatasetRow } from './dataset.store.ts'
import { findStructured } from './structure.store.ts'
import { rowGaps } from './version.ts'
import type { Promulgation, VersionWithRows } from './version.ts'
import type { VersionLookups } from './version.lookups.ts'
import { closeVersion, insertVersion, listRows, listVersions, lockVersions } from './version.store.ts'
import type { PromulgatedRecord } from './version.store.ts'
import { rowGapText } from './version.texts.ts'

export interface Versions {
  /** Promulgates the next catalogue version (Điều 9): freezes the facts of the datasets named. */
  promulgate(actor: Actor, promulgation: Promulgation, language?: Language): Promise<VersionWithRows>
}

interface Deps {
  readonly journal: Journal
  readonly identity: Identity
  readonly law: Law
  readonly versions: VersionLookups
}

export function createVersions({ journal, identity, law, versions }: Deps): Versions {
  return { promulgate }

  async function promulgate(
    actor: Actor,
    promulgation: Promulgation,
    language: Language = 'vi',
  ): Promise<VersionWithRows> {
    const { effectiveFrom } = promulgation
    const instrument = await law.get(promulgation.instrument)
    if (!isInForce(instrument, effectiveFrom)) {
      throw catalogueProblems.instrumentNotInForce({ number: instrument.number, effectiveFrom })
    }
    const number = await journal.change(actor, async (tx) => {
      const next = await openVersion(tx, effectiveFrom)
      const datasets = await completeDatasets(tx, promulgation, language)
      const ids = datasets.map(({ id }) => id)
      await insertVersion(tx, { number: next, instrument: instrument.id, effectiveFrom }, ids)
      await recordPromulgated(tx, { number: next, effectiveFrom, instrument }, await listRows(tx, next))
      return next
    })
    return versions.getVersion(number)
  }

  /** The datasets to promulgate; refuses unknown ones and those that lack a fact. */
  async function completeDatasets(tx: Tx, promulgation: Promulgation, language: Language): Promise<DatasetRow[]> {
    const codes = [...new Set(promulgation.datasets)].sort()
    await holdDatasets(tx, codes)
    const datasets = await findDatasets(tx, codes, promulgation.effectiveFrom)
    const missing = codes.find((code) => !datasets.some((dataset) => dataset.code === code))
    if (missing !== undefined) throw catalogueProblems.datasetNotFound({ dataset: missing })
    const structured = await findStructured(
      tx,
      datasets.map(({ id }) => id),
    )
    const errors: FieldFault[] = []
    for (const dataset of datasets) {
      const provider = await identity.getOrganisation(dataset.provider)
      const facts = {
        hasStructure: structured.has(dataset.id),
        providerValidTo: provider.validTo,
        isArchived: dataset.lastAct?.stage === 'archived',
      }
      const gaps = rowGaps(dataset, facts, promulgation.effectiveFrom)
      errors.push(...gaps.map((gap) => ({ field: dataset.code, message: rowGapText[gap][language] })))
    }
    if (errors.length === 0) return datasets
    const incomplete = [...new Set(errors.map(({ field }) => field))]
    throw catalogueProblems.factsMissing({ datasets: incomplete }, { errors })
  }
}

/** Ends the newest version where the next begins; gives the next one's number. */
async function openVersion(tx: Tx, effectiveFrom: string): Promise<number> {
  await lockVersions(tx)
  const [latest] = await listVersions(tx)
  if (!latest) return 1
  if (latest.effectiveFrom >= effectiveFrom) {
    throw catalogueProblems.versionNotLater({ latest: latest.number, effectiveFrom: latest.effectiveFrom })
  }
  await closeVersion(tx, latest.number, effectiveFrom)
  return latest.number + 1
}

async function recordPromulgated(
  tx: Tx,
  version: { number: number; effectiveFrom: string; instrument: Instrument },
  rows: readonly PromulgatedRecord[],
): Promise<void> {
  const { number, effectiveFrom, instrument } = version
  const content = rows.map(({ dataset, consumers, ...facts }): Json => ({
    dataset: { ...dataset },
    ...facts,
    consumers: consumers.map((consumer): Json => ({ ...consumer })),
  }))
  await tx.record({
    event: catalogueEvents['version.promulgated'],
    subject: { type: 'catalogueVersion', id: String(number), label: instrument.number },
    payload: {
      instrument: instrument.id,
      effectiveFrom,
      datasets: rows.map(({ dataset }) => dataset.code),
      digest: sha256(canonicalJson(content)).toString('hex'),
    },
  })
}
