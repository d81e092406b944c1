import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatasetDescription } from '../../../recipes/index.ts'
import { packCodeLists } from '../../../packs/index.ts'
import type { Principal } from '../../identity/index.ts'
import { installCodeLists, installDataset } from '../install.ts'
import type { Modules } from '../modules.ts'
import { systemActor } from '../../journal/index.ts'
import { demoCity } from './demo-city.ts'
import type { DemoDataset } from './demo-dataset.ts'
import { registerUnits } from './units.ts'

export type DemoProgress = (line: string) => void

const actor = systemActor('demo')

/**
 * Fills an installation with the demo city: units, accounts, laws, code lists, datasets, a promulgated catalogue, and
 * rows through the same submission path every unit uses. Each step looks whether its work is done, so a start that was
 * killed half-way goes on where it stopped.
 */
export async function loadDemoCity(modules: Modules, onProgress: DemoProgress): Promise<void> {
  if (await isLoaded(modules)) return
  onProgress('Thiết lập đơn vị, tài khoản, văn bản, bảng mã… / Setting up units, accounts, laws, code lists…')
  const frame = await loadDemoFrame(modules)
  onProgress('Đăng ký bộ dữ liệu và ban hành danh mục… / Registering datasets, promulgating the catalogue…')
  for (const dataset of [...demoCity.datasets, ...demoCity.awaited]) await registerDemoDataset(modules, dataset, frame)
  await promulgate(modules, frame)
  for (const dataset of demoCity.datasets) await deliver(modules, dataset, onProgress)
}

/** What datasets of the demo city refer to: ids of units by their demo code, of instruments by their number. */
export interface DemoFrame {
  readonly units: ReadonlyMap<string, string>
  readonly laws: ReadonlyMap<string, string>
}

/** The city without data: units, accounts, laws and code lists. */
export async function loadDemoFrame(modules: Modules): Promise<DemoFrame> {
  const laws = await registerLaws(modules)
  const units = await registerUnits(modules, laws)
  await issueAccounts(modules, units)
  await nameFocalPoints(modules, units)
  await installCodeLists(modules, actor, packCodeLists)
  return { units, laws }
}

async function isLoaded({ catalogue, warehouse }: Modules): Promise<boolean> {
  for (const { code } of demoCity.datasets) {
    const dataset = await catalogue.findDataset(code)
    if (!dataset || !(await warehouse.hasRecords(dataset.id))) return false
  }
  return true
}

async function issueAccounts({ identity }: Modules, units: ReadonlyMap<string, string>): Promise<void> {
  const present = new Set(
    (await identity.listAccounts({ after: undefined, limit: 1000 })).map((account) => account.login),
  )
  for (const account of demoCity.accounts) {
    if (present.has(account.login)) continue
    const unit = units.get(account.unit) ?? ''
    await identity.issueAccount(actor, { ...account, unit, demoPassword: demoCity.password })
  }
}

/** Leaders who answer for their units since the catalogue is in force (Điều 17.1, 18.1). */
async function nameFocalPoints({ identity }: Modules, units: ReadonlyMap<string, string>): Promise<void> {
  const issued = await identity.listAccounts({ after: undefined, limit: 1000 })
  const { effectiveFrom: validFrom } = demoCity.catalogue
  for (const login of demoCity.focalPoints) {
    const demo = demoCity.accounts.find((account) => account.login === login)
    const account = issued.find((each) => each.login === login)
    const role = demo?.roles.find((each) => each === 'provider' || each === 'consumer')
    const unit = units.get(demo?.unit ?? '')
    if (!account || role === undefined || unit === undefined) continue
    if ((await identity.listFocalPoints(unit)).some((each) => each.role === role)) continue
    const leader = { account: account.id }
    await identity.assignFocalPoint(actor, { unit, role, leader, validFrom, validTo: null })
  }
}

/** Instruments by their number. */
async function registerLaws({ law }: Modules): Promise<Map<string, string>> {
  const present = await law.list({ q: undefined, after: undefined, limit: 1000 })
  const ids = new Map(present.map((instrument) => [instrument.number, instrument.id as string]))
  for (const instrument of demoCity.instruments) {
    if (ids.has(instrument.number)) continue
    ids.set(instrument.number, (await law.register(actor, { ...instrument, fileDigest: null })).id)
  }
  return ids
}

/** Registers a dataset and declares its structure, unless that is done. */
export async function registerDemoDataset(
  modules: Modules,
  demo: DatasetDescription,
  { units }: DemoFrame,
): Promise<void> {
  const { code, name, nameEn, description, descriptionEn, kind, classification, licence, contact } = demo
  const { updateMethod, updateFrequency, fields, note } = demo
  await installDataset(modules, actor, {
    ...{ code, name, nameEn, description, descriptionEn, kind, classification, licence, contact },
    ...{ updateMethod, updateFrequency, fields, note },
    provider: units.get(demo.provider) ?? '',
    consumers: demo.consumers.map((consumer) =>
      'unit' in consumer ? { unit: units.get(consumer.unit) ?? '' } : consumer,
    ),
  })
}

async function promulgate({ catalogue }: Modules, { laws }: DemoFrame): Promise<void> {
  const { instrument, effectiveFrom, datasets } = demoCity.catalogue
  if ((await catalogue.listVersions()).length > 0) return
  await catalogue.promulgate(actor, { instrument: laws.get(instrument) ?? '', effectiveFrom, datasets })
}

/** Signs in as the providing unit and delivers the rows the way an officer does. */
async function deliver(modules: Modules, demo: DemoDataset, onProgress: DemoProgress): Promise<void> {
  const { catalogue, warehouse } = modules
  const dataset = await catalogue.getDataset(demo.code)
  if (await warehouse.hasRecords(dataset.id)) return
  onProgress(`Nộp dữ liệu ${demo.name}… / Delivering ${demo.nameEn}…`)
  const provider = await signIn(modules, demo.deliveredBy)
  const submission = await warehouse.submissions.receive(provider, {
    dataset: demo.code,
    load: 'full',
    onFault: 'reject',
    channel: 'cli',
    fileName: demo.fileName,
    content: Readable.from(bytesOf(demo.rows(demoCity.settings))),
  })
  for (;;) {
    const { state, balance } = await warehouse.views.get(submission.id)
    if (state === 'applied') {
      onProgress(`  ${demo.code}: ${String(balance?.inserted ?? 0)} dòng / rows`)
      return
    }
    if (state !== 'received') throw new Error(`The demo delivery of ${demo.code} ended as ${state}`)
    await sleep(50)
  }
}

async function signIn({ identity }: Modules, login: string): Promise<Principal> {
  const { password } = demoCity
  const opened = await identity.signIn({ login, password, address: '127.0.0.1', requestId: 'demo' })
  await identity.signOut(opened.session)
  return opened.principal
}

function* bytesOf(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
