import type { Grant, Provider } from 'oidc-provider'
import { scopes } from './client-metadata.ts'

/** What a client asks for, as a person is told before they agree. */
export const openidScopes = ['openid', 'profile', 'unit', 'offline_access'] as const
export const askedScopes = [...openidScopes, scopes.read, scopes.write] as const
export type AskedScope = (typeof askedScopes)[number]

/** The scopes among the parameters of a request that mean something here. */
export function scopesOf(params: Readonly<Record<string, unknown>>): AskedScope[] {
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ') : []
  return askedScopes.filter((scope) => asked.includes(scope))
}

/** Whether a token for these scopes is one for the API. */
export function isForApi(asked: readonly AskedScope[]): boolean {
  return asked.includes(scopes.read) || asked.includes(scopes.write)
}

/** Keeps that a person agreed to what a client asks for; gives the consent's id. */
export async function saveConsent(
  provider: Provider,
  {
    accountId,
    clientId,
    asked,
    api,
  }: { accountId: string; clientId: string; asked: readonly AskedScope[]; api: string },
): Promise<{ id: string; grant: Grant }> {
  const grant = new provider.Grant({ accountId, clientId })
  const [own, ofApi] = [openidScopes, [scopes.read, scopes.write]].map((known) =>
    asked.filter((scope) => (known as readonly string[]).includes(scope)),
  )
  if (own && own.length > 0) grant.addOIDCScope(own.join(' '))
  if (ofApi && ofApi.length > 0) grant.addResourceScope(api, ofApi.join(' '))
  return { id: await grant.save(), grant }
}
