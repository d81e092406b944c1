import type { AccessHolder } from '../principal.store.ts'
import { scopes } from './client-metadata.ts'
import { openidProblems } from './openid.errors.ts'
import type { Possession, Shown } from './possession.ts'

const form = /^[A-Za-z0-9_-]{43}$/
const safeMethods = new Set(['GET', 'HEAD'])

/** Whether a text can be an access token at all; saves the look-up for everything else. */
export function isAccessToken(text: string): boolean {
  return form.test(text)
}

/** What a request must show to use an access token: the key or certificate it is bound to, and a scope for its method. */
export function rulesOfAccess(
  { binding, scope }: Pick<AccessHolder, 'binding' | 'scope'>,
  possession: Possession,
): (shown: Shown) => void {
  const held = new Set(scope.split(' '))
  return (shown) => {
    possession.check(shown, binding)
    const needed = safeMethods.has(shown.method) ? scopes.read : scopes.write
    if (!held.has(needed) && !held.has(scopes.write)) throw openidProblems.scopeMissing({ scope: needed })
  }
}
