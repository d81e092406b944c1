import { sessionQuery } from '../features/identity/queries.ts'
import { queryClient } from '../lib/query-client.ts'

/** Starts a read before the page that needs it is there; the page itself shows what went wrong. */
export function warm(read: Promise<unknown>): void {
  read.catch(() => undefined)
}

/** A visitor's read of what needs an account would only be refused. */
export function warmIfSignedIn(read: () => Promise<unknown>): void {
  const session = queryClient.getQueryData(sessionQuery.queryKey)
  if (session !== undefined && session.account !== null) warm(read())
}
