import type { Id } from '../platform/index.ts'
import type { Identity } from './identity.ts'
import type { AccountId } from './account/account.ts'
import type { Shown } from './openid/possession.ts'
import type { OrganisationId, OrganisationInput } from './organisation/organisation.ts'
import type { Principal } from './principal.ts'

/** A department under a city; tests say what matters to them. */
export function anOrganisation(over: Partial<OrganisationInput> = {}): OrganisationInput {
  return {
    kind: 'department',
    name: 'Sở Thử nghiệm',
    nameEn: 'Department of Tests',
    parent: null,
    territory: null,
    validFrom: '2025-07-01',
    validTo: null,
    identifiers: [],
    ...over,
  }
}

/** The city itself. */
export function aCity(over: Partial<OrganisationInput> = {}): OrganisationInput {
  return anOrganisation({ kind: 'city', name: 'Ủy ban nhân dân Thành phố', nameEn: "City People's Committee", ...over })
}

/** A signed-in account of a department, without any database. */
export function aPrincipal(over: Partial<Principal> = {}): Principal {
  const unit = {
    id: '00000000-0000-7000-8000-00000000000a' as OrganisationId,
    name: 'Sở Thử nghiệm',
    nameEn: 'Department of Tests',
    kind: 'department' as const,
    territory: null,
  }
  const organisation = over.organisation ?? unit
  return {
    accountId: '00000000-0000-7000-8000-0000000000aa' as AccountId,
    accountName: 'thu.nghiem',
    unitId: organisation.id,
    unitName: organisation.name,
    via: 'session',
    requestId: 'test',
    login: 'thu.nghiem',
    name: 'Người Thử',
    organisation,
    roles: ['consumer'],
    withheldRoles: [],
    isDemo: false,
    proof: { session: anId(1), factor: 'passkey', provenAt: new Date('2026-01-01T00:00:00Z') },
    epoch: 1,
    ...over,
  }
}

/** Who an account is when it is signed in, without signing in. */
export async function principalOfAccount(identity: Identity, account: { readonly id: string }): Promise<Principal> {
  const principal = await identity.principalNow(account.id, 'test')
  if (!principal) throw new Error('The account may do nothing')
  const proof = { session: anId<'session'>(1), factor: 'passkey' as const, provenAt: new Date('2026-01-01T00:00:00Z') }
  return { ...principal, via: 'session', proof }
}

/** A token as a plain request shows it. */
export function shownToken(token: string, over: Partial<Shown> = {}): Shown {
  return {
    ...{ scheme: 'Bearer', token, proof: undefined, method: 'GET', addresses: [], address: '127.0.0.1' },
    certificate: () => undefined,
    ...over,
  }
}

/** A made-up id, the same for the same number. */
export function anId<Noun extends string>(number: number): Id<Noun> {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id<Noun>
}
