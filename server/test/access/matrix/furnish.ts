import type { Modules } from '../../../src/app/index.ts'
import { aDataset } from '../../../src/catalogue/testing.ts'
import type { Principal, Role } from '../../../src/identity/index.ts'
import { anOrganisation, aPrincipal } from '../../../src/identity/testing.ts'
import { anActor, anInstrument } from '../../../src/law/testing.ts'
import type { OpenWarehouse } from '../../warehouse/open-warehouse.ts'
import { csvOf } from '../../warehouse/dataset.ts'
import { groups, isGrantable, purposes, rows } from './city.ts'
import type { City, Consented, GrantState, MatrixDataset, Unit } from './city.ts'
import { someAtOnce } from './trying.ts'

/** An account of the matrix, with a token. */
export interface Asker {
  readonly unit: Unit
  readonly unitId: string
  readonly role: Role
  readonly principal: Principal
  readonly token: string
}

const actor = anActor()
/** As many as a test's database has connections for. */
const atOnce = 4
/** When everything was made, and when it is asked: in between what was granted for a short while has ended. */
const made = { shortEnd: '2026-03-03T00:00:00.000Z', laterStart: '2026-06-01T00:00:00.000Z' }
const askedAt = '2026-03-04T03:00:00Z'
const longEnd = '2026-12-31T17:00:00.000Z'

/** Makes the city of the matrix through the product's own doors; gives who asks. */
export async function furnishMatrix(warehouse: OpenWarehouse, city: City): Promise<Asker[]> {
  const { modules, people, promulgate, deliver, clock } = warehouse
  const { datasets, units } = city
  await nameNetworks(modules)
  const askers = await enrolAll(modules, units, people.committee)
  const provider = askers.find(({ unit, role }) => unit.relation === 'own' && role === 'provider')
  if (!provider) throw new Error('Nobody provides')
  await registerPurposes(modules)
  await shareAll(modules, datasets, askers)
  await promulgate('2026-02-01', [...datasets.filter(({ isInForce }) => isInForce).map(({ code }) => code)])
  for (const { code } of datasets.filter(({ isInForce }) => isInForce)) {
    await deliver(csvOf([...rows]), { dataset: code, with: provider.token })
  }
  await grantAll(modules, { datasets, askers, provider, coordinator: people.coordinator, committee: people.committee })
  clock.moveTo(askedAt)
  await endSome(modules, units, people)
  await retireAll(modules, datasets)
  await modules.journal.sequencer.seal()
  return askers
}

async function nameNetworks({ zones }: Modules): Promise<void> {
  const named = [
    { zone: 'dedicated', network: '10.1.0.0/16', name: 'Mạng chuyên dùng' },
    { zone: 'administration', network: '10.1.9.0/24', name: 'Quản trị' },
    { zone: 'health', network: '10.2.0.7/32', name: 'Giám sát' },
  ] as const
  for (const network of named) await zones.addNetwork(actor, network, undefined)
}

/** Registers the units, and an account with a token for each role; the city is there already, and keeps its own unit. */
async function enrolAll(
  modules: Modules,
  units: readonly Unit[],
  city: OpenWarehouse['people']['committee'],
): Promise<Asker[]> {
  const inputs = units.map(({ name, kind, territory }) =>
    anOrganisation({ ...{ name, nameEn: name, kind, territory }, parent: city.unit.id }),
  )
  const registered = await modules.identity.registerOrganisations(
    actor,
    inputs.filter(({ kind }) => kind !== 'city'),
  )
  const organisationOf = ({ name, kind }: Unit) =>
    kind === 'city' ? city.unit : registered.find((each) => each.name === name)
  const wanted = units.flatMap((unit) => unit.roles.map((role) => ({ unit, role })))
  return someAtOnce(wanted, atOnce, async ({ unit, role }) => {
    const organisation = organisationOf(unit)
    if (!organisation) throw new Error(`${unit.name} is not registered`)
    return { unit, role, unitId: organisation.id, ...(await enrolOne(modules, { unit, role }, organisation)) }
  })
}

async function enrolOne(
  { identity }: Modules,
  { unit, role }: Pick<Asker, 'unit' | 'role'>,
  { id, name, nameEn, kind, territory }: Principal['organisation'],
): Promise<Pick<Asker, 'principal' | 'token'>> {
  const login = `${unit.name}-${role}`.toLowerCase()
  const issued = await identity.issueAccount(actor, {
    ...{ login, name: login, unit: id, roles: [role], demoPassword: 'mat-khau-thu-2026' },
  })
  const principal = aPrincipal({
    ...{ accountId: issued.id, accountName: login, login, organisation: { id, name, nameEn, kind, territory } },
    ...{ unitId: id, unitName: name, roles: [role] },
  })
  const { token } = await identity.issueToken(principal, { label: 'thử', expiresInDays: 366 })
  return { principal, token }
}

async function registerPurposes({ purposes: register }: Modules): Promise<void> {
  const more = { legalBasis: 'Quyết định 5086/QĐ-UBND', isCommon: false, functions: [], nature: 'official' } as const
  const [outside, retired] = ['ngoai-pham-vi', 'da-thoi-dung']
  await register.registerPurpose(actor, { ...more, code: outside, name: outside, nameEn: outside, shows: 'sensitive' })
  await register.registerPurpose(actor, { ...more, code: retired, name: retired, nameEn: retired, shows: 'sensitive' })
  await register.retirePurpose(actor, retired, 'Không còn dùng')
}

async function shareAll(
  { catalogue }: Modules,
  datasets: readonly MatrixDataset[],
  askers: readonly Asker[],
): Promise<void> {
  const unitIds = (relation: Unit['relation']) => [
    ...new Set(askers.filter(({ unit }) => unit.relation === relation).map(({ unitId }) => unitId)),
  ]
  const [provider = ''] = unitIds('own')
  const consumers = [...unitIds('named').map((unit) => ({ unit })), ...groups.map((group) => ({ group }))]
  for (const { code, classification, kind, fields } of datasets) {
    await catalogue.registerDataset(actor, aDataset({ code, classification, kind, provider, consumers }))
    await catalogue.declareStructure(actor, code, { fields, note: '' })
  }
}

interface Granting {
  readonly datasets: readonly MatrixDataset[]
  readonly askers: readonly Asker[]
  readonly provider: Asker
  readonly coordinator: { readonly principal: Principal }
  readonly committee: { readonly principal: Principal }
}

/** Each unit with grants has one over each dataset for each purpose that is granted at all, through all its steps. */
async function grantAll(modules: Modules, granting: Granting): Promise<void> {
  const { id: instrument } = await modules.law.register(
    actor,
    anInstrument({ number: '90/UBND-ĐY', title: 'Văn bản đồng ý', fileDigest: 'a'.repeat(64) }),
  )
  const holders = granting.askers.filter(({ unit, role }) => unit.grant !== 'none' && role === 'consumer')
  const datasets = granting.datasets.filter(isGrantable)
  const granted = [purposes.beyond, purposes.commercial]
  await someAtOnce(holders, atOnce, async ({ unit, principal }) => {
    for (const dataset of datasets)
      for (const { said, consented } of granted) {
        const input = { dataset: dataset.code, purpose: said.split(':', 1)[0] ?? '', ...inputOf(consented) }
        await grantOne(modules, granting, { principal, input: { ...input, ...periodOf(unit.grant) }, instrument })
      }
  })
}

type Input = Parameters<Modules['grantRequests']['askForGrant']>[1]

async function grantOne(
  { grantRequests }: Modules,
  { provider, coordinator, committee }: Granting,
  asked: { readonly principal: Principal; readonly input: Input; readonly instrument: string },
): Promise<void> {
  const { id } = await grantRequests.askForGrant(asked.principal, asked.input, 'vi')
  await grantRequests.giveOpinion(provider.principal, id, { agrees: true, text: 'Đồng ý' })
  await grantRequests.checkGrantRequest(coordinator.principal, id, { passesOn: true, text: 'Đủ' })
  await grantRequests.consentToGrant(committee.principal, id, asked.instrument)
}

function inputOf({ fields, masks, rowScope, channels }: Consented) {
  return {
    extent: {
      fields: fields.map((name) => ({ name, mask: (masks as Record<string, 'lastDigits'>)[name] ?? null })),
      ...{ rows: rowScope, channels, rowsPerDay: 100_000_000 },
    },
    ...{ legalBasis: 'Luật chuyên ngành, Điều 1', reasons: 'Phục vụ việc được giao' },
  }
}

function periodOf(grant: GrantState) {
  const startsAt = grant === 'notYet' ? new Date(made.laterStart) : null
  return { startsAt, endsAt: new Date(grant === 'ended' ? made.shortEnd : longEnd) }
}

/** The Committee takes back what is to be revoked, and the coordinator holds back what is to be held. */
async function endSome({ grants }: Modules, units: readonly Unit[], people: OpenWarehouse['people']): Promise<void> {
  const [committee, coordinator] = [people.committee.principal, people.coordinator.principal]
  const all = await grants.listGrants(committee, { dataset: undefined, before: undefined, limit: 1000 })
  const stateOf = new Map(units.map(({ name, grant }) => [name, grant]))
  for (const { id, holders } of all) {
    const [holder] = holders
    const state = stateOf.get(holder?.name ?? '')
    if (state === 'revoked') await grants.revokeGrant(committee, id, 'Dùng sai mục đích')
    if (state === 'held') await grants.holdGrant(coordinator, id, 'Đang kiểm tra')
  }
}

/** Datasets end as far as they have ended. */
async function retireAll({ catalogue, law }: Modules, datasets: readonly MatrixDataset[]): Promise<void> {
  for (const [place, { code, stage }] of datasets.entries()) {
    const { id: instrument } = await law.register(
      actor,
      anInstrument({ number: `${String(100 + place)}/QĐ-UBND`, title: 'Đóng bộ dữ liệu' }),
    )
    const steps = { active: [], closed: ['closed'], archived: ['closed', 'archived'] } as const
    for (const step of steps[stage])
      await catalogue.retireDataset(actor, code, { stage: step, instrument, reason: 'Không còn dùng' })
  }
}
