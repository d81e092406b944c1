import type { Modules } from '../../src/app/index.ts'
import type { Organisation, OrganisationInput, Principal, Role } from '../../src/identity/index.ts'
import { aCity, anOrganisation, aPrincipal } from '../../src/identity/testing.ts'
import { anActor } from '../../src/law/testing.ts'
import { wardOne, wardTwo } from './dataset.ts'

/** Who takes part: a unit and an account in it each. */
const cast = {
  committee: { unit: { name: 'Ủy ban nhân dân Thành phố' }, role: 'committee' },
  provider: { unit: { name: 'Sở Nội vụ' }, role: 'provider' },
  /** Named by the catalogue row: sees all fields and rows. */
  hospital: { unit: { name: 'Sở Y tế' }, role: 'consumer' },
  /** Among the wards that the catalogue row allows as a group. */
  ward: { unit: { name: 'Phường Một', kind: 'ward', territory: wardOne }, role: 'consumer' },
  otherWard: { unit: { name: 'Phường Hai', kind: 'ward', territory: wardTwo }, role: 'consumer' },
  /** Not in the catalogue row. */
  stranger: { unit: { name: 'Thuế Thành phố' }, role: 'consumer' },
  /** Provides other data than the files. */
  otherProvider: { unit: { name: 'Sở Tài chính' }, role: 'provider' },
  coordinator: { unit: { name: 'Sở Khoa học và Công nghệ' }, role: 'coordinator' },
  auditor: { unit: { name: 'Thanh tra Thành phố' }, role: 'auditor' },
} as const satisfies Record<string, { unit: Partial<OrganisationInput>; role: Role }>

export type Who = keyof typeof cast
export const everybody = Object.keys(cast) as Who[]
export const password = 'mat-khau-thu-2026'

export interface Person {
  readonly login: string
  readonly unit: Organisation
  readonly principal: Principal
  readonly token: string
}

export type People = Readonly<Record<Who, Person>>

/** Registers the units, issues the accounts and a token for each. */
export async function enrol(modules: Modules): Promise<People> {
  const people: Partial<Record<Who, Person>> = {}
  let parent: string | null = null
  for (const who of everybody) {
    const { unit, role } = cast[who]
    const input: OrganisationInput = parent === null ? aCity(unit) : anOrganisation({ ...unit, parent })
    people[who] = await enrolOne(modules, who.toLowerCase(), input, role)
    parent ??= people[who].unit.id
  }
  return people as People
}

async function enrolOne(modules: Modules, login: string, input: OrganisationInput, role: Role): Promise<Person> {
  const { identity } = modules
  const [unit] = await identity.registerOrganisations(anActor(), [input])
  if (!unit) throw new Error(`${login} has no unit`)
  const account = await identity.issueAccount(anActor(), {
    login,
    name: login,
    unit: unit.id,
    roles: [role],
    demoPassword: password,
  })
  const { id, name, nameEn, kind, territory } = unit
  const organisation = { id, name, nameEn, kind, territory }
  const principal = aPrincipal({
    ...{ accountId: account.id, accountName: login, login, organisation },
    ...{ unitId: id, unitName: name, roles: [role] },
  })
  const { token } = await identity.issueToken(principal, { label: 'thử', expiresInDays: 366 })
  return { login, unit, principal, token }
}
