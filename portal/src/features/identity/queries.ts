import { queryOptions, useQuery } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { answer, client, setCsrfToken } from '../../api/client.ts'
import type { OrgRef, Role, Session } from '../../api/types.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    // openapi-fetch loses the null that says nobody is signed in; the contract has it.
    const session = (await answer(client.GET('/api/v1/identity/session'))) as Session
    return keep(session)
  },
  staleTime: 60_000,
})

export const tokensQuery = queryOptions({
  queryKey: ['identity', 'tokens'],
  queryFn: () => answer(client.GET('/api/v1/identity/tokens')),
})

export const organisationsQuery = queryOptions({
  queryKey: ['identity', 'organisations', 'departments'],
  queryFn: () =>
    answer(client.GET('/api/v1/identity/organisations', { params: { query: { kind: 'department', limit: 200 } } })),
  staleTime: 300_000,
})

/** Every unit, for whoever looks for what one of them did. */
export const unitsQuery = queryOptions({
  queryKey: ['identity', 'organisations', 'all'],
  queryFn: () => answer(client.GET('/api/v1/identity/organisations', { params: { query: { limit: 1000 } } })),
  staleTime: 300_000,
})

/** Whether somebody decides about accounts of all units. */
export function looksAfterAccounts({ roles }: Pick<Me, 'roles'>): boolean {
  return roles.includes('coordinator') || roles.includes('administrator')
}

export interface SignIn {
  login: string
  password: string
  code?: string
}

export async function signIn(body: SignIn): Promise<Session> {
  return keep(await answer(client.POST('/api/v1/identity/sessions', { body })))
}

export async function signOut(): Promise<void> {
  await answer(client.DELETE('/api/v1/identity/session'))
  setCsrfToken(null)
}

/**
 * Nothing that was fetched for one person is shown to the next: what is on the screen is fetched anew, all else forgotten.
 * Without a session the answer to who is signed in is asked for, too.
 */
export async function startOver(queries: QueryClient, session?: Session): Promise<void> {
  const [own] = sessionQuery.queryKey
  if (session) queries.setQueryData(sessionQuery.queryKey, session)
  else await queries.resetQueries({ queryKey: sessionQuery.queryKey })
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== own })
}

export function issueToken(body: { label: string; expiresInDays: number; networks: string[] }) {
  return answer(client.POST('/api/v1/identity/tokens', { body }))
}

export function revokeToken(id: string) {
  return answer(client.DELETE('/api/v1/identity/tokens/{id}', { params: { path: { id } } }))
}

export interface Me {
  name: string
  login: string
  isDemo: boolean
  unit: OrgRef
  roles: Role[]
  /** Roles of the account that this sign-in does not hold, for they need a passkey. */
  withheldRoles: Role[]
  permissions: string[]
}

/** Who is signed in; null for a visitor, undefined while it is not known yet. */
export function useMe(): Me | null | undefined {
  const session = useQuery(sessionQuery)
  if (session.data === undefined) return session.isError ? null : undefined
  return meOf(session.data)
}

/** Whether a sign-in holds a permission, by its name in the contract: nobody is offered what they would be refused. */
export function may(me: Pick<Me, 'permissions'> | null | undefined, permission: string): boolean {
  return me?.permissions.includes(permission) === true
}

/** Whether somebody describes a dataset: its provider, or the coordinator for any (Điều 10, 15.1). */
export function maintains(me: Me | null | undefined, { provider }: { provider: { id: string } }): boolean {
  if (!me) return false
  return me.roles.includes('coordinator') || (me.roles.includes('provider') && me.unit.id === provider.id)
}

function meOf(session: Session): Me | null {
  if (session.account === null) return null
  const { account, unit, roles, withheldRoles, permissions } = session
  const { name, login, isDemo } = account
  return { name, login, isDemo, unit, roles, withheldRoles, permissions }
}

export function keep(session: Session): Session {
  setCsrfToken(session.account === null ? null : session.csrfToken)
  return session
}
