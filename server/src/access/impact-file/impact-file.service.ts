import type { Catalogue, Dataset, InForce } from '../../catalogue/index.ts'
import type { OrgRef, Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { impactProblems } from './impact-file.errors.ts'
import { insertImpactVersion, listImpactVersions, lockNewestVersion, saveConfirmation } from './impact-file.store.ts'
import { confirmedVersion, impactFacts, impactStatus, personalFields } from './impact-file.ts'
import type { ImpactFacts, ImpactStatus, ImpactVersion, ImpactWords } from './impact-file.ts'

/** The impact file of one dataset: what the warehouse knows, what its provider says, and where that stands. */
export interface ImpactFile {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly provider: OrgRef
  readonly facts: ImpactFacts
  readonly status: ImpactStatus
  /** Newest first. */
  readonly versions: readonly ImpactVersion[]
}

export interface ImpactFiles {
  /** Of every dataset in force that has personal data: all, or those of the caller's unit when it does not oversee. */
  listImpactFiles(principal: Principal): Promise<ImpactFile[]>
  /** Of one dataset; throws `access.impactFileNeedless` when it has no personal data. */
  getImpactFile(principal: Principal, code: string): Promise<ImpactFile>
  writeImpactFile(principal: Principal, code: string, words: ImpactWords): Promise<ImpactFile>
  /** Confirms the newest version; the facts of now become part of it. */
  confirmImpactFile(principal: Principal, code: string, version: number): Promise<ImpactFile>
}

export interface ImpactFileDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly catalogue: Catalogue
}

export function createImpactFiles(deps: ImpactFileDeps): ImpactFiles {
  return {
    listImpactFiles: (principal) => list(deps, principal),
    getImpactFile: async (principal, code) => (await find(deps, principal, code)).file,
    writeImpactFile: async (principal, code, words) => {
      const found = await findOwn(deps, principal, code)
      await write(deps, principal, found, words)
      return (await find(deps, principal, code)).file
    },
    confirmImpactFile: async (principal, code, version) => {
      const found = await findOwn(deps, principal, code)
      await confirm(deps, principal, found, version)
      return (await find(deps, principal, code)).file
    },
  }
}

async function list({ database, clock, catalogue }: ImpactFileDeps, principal: Principal): Promise<ImpactFile[]> {
  const now = clock.now()
  const isSeen = ({ row }: InForce) => oversees(principal) || row.provider.id === principal.unitId
  const isPersonal = ({ structure }: InForce) => personalFields(structure?.fields ?? []).length > 0
  const entries = (await catalogue.listInForce(now)).filter((entry) => isSeen(entry) && isPersonal(entry))
  const ids = entries.map(({ id }) => id)
  const versions = await listImpactVersions(database.application, ids)
  return entries.map(({ id, row, structure }) => {
    const { code, name, nameEn } = row.dataset
    const facts = impactFacts(row.dataset, structure?.fields ?? [], row)
    const own = versions.filter(({ dataset }) => dataset === id)
    return fileOf({ code, name, nameEn, provider: row.provider }, facts, own, now)
  })
}

interface Found {
  readonly dataset: Dataset
  readonly file: ImpactFile
}

async function find(
  { database, clock, catalogue }: ImpactFileDeps,
  principal: Principal,
  code: string,
): Promise<Found> {
  const now = clock.now()
  const dataset = await catalogue.getDataset(code)
  const row = await catalogue.findRowInForce(dataset.id, now)
  const fields = dataset.structure?.fields ?? []
  const { name, nameEn } = row?.dataset ?? dataset
  const provider = row?.provider ?? dataset.provider
  if (personalFields(fields).length === 0) throw impactProblems.impactFileNeedless({ dataset: name })
  if (!oversees(principal) && provider.id !== principal.unitId) {
    throw impactProblems.impactFileForeign({ dataset: name, provider: provider.name })
  }
  const versions = await listImpactVersions(database.application, [dataset.id])
  return { dataset, file: fileOf({ code, name, nameEn, provider }, impactFacts(dataset, fields, row), versions, now) }
}

async function findOwn(deps: ImpactFileDeps, principal: Principal, code: string): Promise<Found> {
  const found = await find(deps, principal, code)
  const { provider, name } = found.file
  if (provider.id !== principal.unitId) {
    throw impactProblems.impactFileForeign({ dataset: name, provider: provider.name })
  }
  return found
}

function write({ journal }: ImpactFileDeps, principal: Principal, { dataset }: Found, words: ImpactWords) {
  return journal.change(principal, async (tx) => {
    const before = await lockNewestVersion(tx, dataset.id)
    const by = { unit: principal.unitId, account: principal.accountName }
    const version = await insertImpactVersion(tx, dataset.id, words, by)
    await tx.record({
      event: accessEvents['impactFile.written'],
      subject: { type: 'dataset', id: dataset.id, label: dataset.code },
      payload: { version, before: before ? wordsOf(before) : null, after: wordsOf(words) },
    })
  })
}

function confirm({ journal }: ImpactFileDeps, principal: Principal, { dataset, file }: Found, version: number) {
  return journal.change(principal, async (tx) => {
    const place = { dataset: dataset.id, version }
    const isConfirmed = await saveConfirmation(tx, place, principal.accountName, file.facts)
    if (!isConfirmed) throw impactProblems.impactFileUnwritten()
    const { classification, catalogue: inForce, measures, fields, consumers } = file.facts
    await tx.record({
      event: accessEvents['impactFile.confirmed'],
      subject: { type: 'dataset', id: dataset.id, label: dataset.code },
      payload: {
        ...{ version, classification, catalogue: inForce, measures: [...measures], consumers: [...consumers] },
        fields: fields.map(({ name, sensitivity }) => ({ name, sensitivity })),
      },
    })
  })
}

/** Who oversees personal data sees all files; a provider those of its own datasets. */
function oversees({ roles }: Principal): boolean {
  return roles.includes('coordinator') || roles.includes('auditor')
}

function fileOf(
  dataset: Pick<ImpactFile, 'code' | 'name' | 'nameEn' | 'provider'>,
  facts: ImpactFacts,
  versions: readonly ImpactVersion[],
  at: Date,
): ImpactFile {
  const [newest] = versions
  const confirmed = confirmedVersion(versions)
  return { ...dataset, facts, versions, status: impactStatus({ newest, confirmed }, facts, at) }
}

function wordsOf({ purposes, legalBasis, retention, risks, measures }: ImpactWords) {
  return { purposes, legalBasis, retention, risks, measures }
}
