import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors } from 'oidc-provider'
import type { Provider } from 'oidc-provider'
import type { Clock, Db } from '../../platform/index.ts'
import { findClient } from '../client/client.store.ts'
import type { Client } from '../client/client.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { Principal } from '../principal.ts'
import { signInOf } from './sign-in.ts'
import { scopesOf } from './consent.ts'
import type { AskedScope, Asking } from './consent.ts'
import type { ConsentKeeping } from './consent.service.ts'
import { openidProblems } from './openid.errors.ts'

/** The browser that asks, with its cookies. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Who is signed in at the portal in the same browser. */
  readonly person: Principal | undefined
}

/** A sign-in another application asked for, as its person sees it. */
export interface SignInRequest {
  readonly client: { readonly code: string; readonly name: string; readonly unit: OrgRef }
  readonly scopes: readonly AskedScope[]
  /** Where the person is taken back to. */
  readonly returnsTo: string
  /** Nobody is signed in at the portal, or not freshly enough for what was asked. */
  readonly needsSignIn: boolean
}

export interface Interactions {
  /** What is asked; throws `identity.requestEnded` unless the request began in this browser and still waits. */
  getSignInRequest(exchange: Exchange): Promise<SignInRequest>
  /** Lets the application in; gives where the browser goes on. */
  allowSignIn(exchange: Exchange): Promise<string>
  /** Sends the application away; gives where the browser goes on. */
  refuseSignIn(exchange: Exchange): Promise<string>
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly provider: () => Promise<Provider>
  readonly consents: ConsentKeeping
}

export function createInteractions(deps: Deps): Interactions {
  const waiting = async ({ request, response }: Exchange) => {
    const provider = await deps.provider()
    try {
      const { params, prompt, iat } = await provider.interactionDetails(request, response)
      const client = await findClient(deps.db, String(params['client_id']))
      if (client?.state === 'active') return { provider, params, prompt, iat, client }
    } catch (cause) {
      if (cause instanceof errors.OIDCProviderError) throw openidProblems.requestEnded({}, { cause })
      throw cause
    }
    throw openidProblems.requestEnded()
  }

  /** The person's proof, if it is fresh enough for an application that wants to be sure who sits there. */
  const proofOf = ({ person }: Exchange, { params, prompt, iat }: Asked) => {
    const proof = person?.proof
    if (!proof) return undefined
    const proven = proof.provenAt.getTime() / 1_000
    const maxAge = params['max_age'] === undefined ? Infinity : Number(params['max_age'])
    const isStale = deps.clock.now().getTime() / 1_000 - proven > maxAge
    return isStale || (prompt.reasons.includes('login_prompt') && proven < iat) ? undefined : proof
  }

  return {
    getSignInRequest: async (exchange) => {
      const asked = await waiting(exchange)
      const { client, params } = asked
      return {
        client: { code: client.code, name: client.name, unit: client.unit },
        scopes: scopesOf(params),
        returnsTo: new URL(String(params['redirect_uri'])).host,
        needsSignIn: proofOf(exchange, asked) === undefined,
      }
    },
    allowSignIn: async (exchange) => {
      const asked = await waiting(exchange)
      const { request, response, person } = exchange
      const proof = proofOf(exchange, asked)
      if (!person || !proof) throw openidProblems.personNeeded()
      const grantId = await deps.consents.allow(person, askingOf(asked))
      const login = { accountId: person.accountId, ...signInOf(proof), remember: false }
      return asked.provider.interactionResult(request, response, { login, consent: { grantId } })
    },
    refuseSignIn: async (exchange) => {
      const asked = await waiting(exchange)
      const { request, response, person } = exchange
      if (!person?.proof) throw openidProblems.personNeeded()
      await deps.consents.refuse(person, askingOf(asked))
      return asked.provider.interactionResult(request, response, refusal)
    },
  }
}

function askingOf({ client, params }: Asked & { readonly client: Client }): Asking {
  return { client: client.code, scopes: scopesOf(params), way: 'sign-in', origin: null }
}

const refusal = { error: 'access_denied', error_description: 'the person said no' }

interface Asked {
  readonly params: Readonly<Record<string, unknown>>
  readonly prompt: { readonly reasons: readonly string[] }
  readonly iat: number
}
