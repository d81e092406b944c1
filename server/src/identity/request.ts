import { platformProblems } from '../platform/index.ts'
import type { RelyingParty } from './factor/passkey.ts'
import type { Principal } from './principal.ts'
import type { CookieJar } from './session/cookie.routes.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; undefined without sign-in. Set by `app` before any handler runs. */
    principal: Principal | undefined
  }
}

/** The portal as people's browsers know it: its cookies, and its address, which is known once it listens. */
export interface Portal {
  readonly jar: CookieJar
  readonly party: () => RelyingParty
}

/** Why nobody is known to call: no credentials were sent, or a token that counts for nothing. */
export function strangerProblem({ headers }: { readonly headers: { readonly authorization?: string | undefined } }) {
  const sentToken = /^(Bearer|DPoP) \S/i.test(headers.authorization ?? '')
  return sentToken ? platformProblems.tokenUnknown() : platformProblems.signInRequired()
}

/** Who calls; throws `platform.signInRequired` when nobody has signed in. */
export function principalOf(request: { readonly principal: Principal | undefined }): Principal {
  if (!request.principal) throw platformProblems.signInRequired()
  return request.principal
}
