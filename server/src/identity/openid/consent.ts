import type { Provider } from 'oidc-provider'
import type { AccountId } from '../account/account.ts'
import { canonicalJson, sha256 } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import { scopes } from './client-metadata.ts'

/** What a client asks for, as a person is told before they agree. */
export const openidScopes = ['openid', 'profile', 'unit', 'offline_access'] as const
export const askedScopes = [...openidScopes, scopes.read, scopes.write] as const
export type AskedScope = (typeof askedScopes)[number]

export type ConsentId = Id<'consent'>

/** How a program is let in: by the code a device shows, or by the browser it sends here. */
export const consentWays = ['device', 'sign-in'] as const
export type ConsentWay = (typeof consentWays)[number]

/** From where and with what a device asked; personal data. */
export interface Origin {
  readonly address: string
  readonly agent: string
}

/** A program that asks a person to be let in. */
export interface Asking {
  readonly client: string
  readonly scopes: readonly AskedScope[]
  readonly way: ConsentWay
  readonly origin: Origin | null
}

/** A program a person has let in, which works with their rights until then. */
export interface Consent extends Asking {
  readonly id: ConsentId
  /** Null for the command line, which is everybody's. */
  readonly registration: { readonly name: string; readonly unit: OrgRef } | null
  readonly givenAt: Date
  readonly until: Date
}

/** The scopes among the parameters of a request that mean something here. */
export function scopesOf(params: Readonly<Record<string, unknown>>): AskedScope[] {
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ') : []
  return askedScopes.filter((scope) => asked.includes(scope))
}

/** Whether a token for these scopes is one for the API. */
export function isForApi(asked: readonly AskedScope[]): boolean {
  return asked.includes(scopes.read) || asked.includes(scopes.write)
}

/**
 * What an entry of the journal holds in place of where a device asked from: SHA-256 of the salt and its canonical JSON. The
 * salt is kept beside the consent and goes with it.
 */
export function commitToOrigin({ address, agent }: Origin, salt: string): Buffer {
  return sha256(`${salt}\n${canonicalJson({ address, agent })}`)
}

interface Granting {
  readonly id: ConsentId
  readonly accountId: AccountId
  readonly asking: Asking
  readonly api: string
}

/** Keeps for the provider what a person lets a client do; it opens nothing before something refers to it. */
export async function saveGrant(provider: Provider, { id, accountId, asking, api }: Granting): Promise<void> {
  const grant = new provider.Grant({ accountId, clientId: asking.client })
  grant.jti = id
  const [own, ofApi] = [openidScopes, [scopes.read, scopes.write]].map((known) =>
    asking.scopes.filter((scope) => (known as readonly string[]).includes(scope)),
  )
  if (own && own.length > 0) grant.addOIDCScope(own.join(' '))
  if (ofApi && ofApi.length > 0) grant.addResourceScope(api, ofApi.join(' '))
  await grant.save()
}
