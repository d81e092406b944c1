import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors } from 'oidc-provider'
import type { Interaction, InteractionResults, Provider } from 'oidc-provider'
import type { Tx } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { findClient } from '../client/client.store.ts'
import type { Client } from '../client/client.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { Principal } from '../principal.ts'
import { answerInteraction } from './artifact.store.ts'
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
  const waiting = async ({ request, response }: Exchange): Promise<Asked> => {
    const provider = await deps.provider()
    try {
      const interaction = await provider.interactionDetails(request, response)
      const client = await findClient(deps.db, String(interaction.params['client_id']))
      if (client?.state === 'active' && !interaction.result) return { interaction, client }
    } catch (cause) {
      if (cause instanceof errors.OIDCProviderError) throw openidProblems.requestEnded({}, { cause })
      throw cause
    }
    throw openidProblems.requestEnded()
  }

  /** The person's proof, if it is fresh enough for an application that wants to be sure who sits there. */
  const proofOf = ({ person }: Exchange, { params, prompt, iat }: Interaction) => {
    const proof = person?.proof
    if (!proof) return undefined
    const proven = proof.provenAt.getTime() / 1_000
    const maxAge = params['max_age'] === undefined ? Infinity : Number(params['max_age'])
    const isStale = deps.clock.now().getTime() / 1_000 - proven > maxAge
    return isStale || (prompt.reasons.includes('login_prompt') && proven < iat) ? undefined : proof
  }

  return {
    getSignInRequest: async (exchange) => {
      const { client, interaction } = await waiting(exchange)
      const { params } = interaction
      return {
        client: { code: client.code, name: client.name, unit: client.unit },
        scopes: scopesOf(params),
        returnsTo: new URL(String(params['redirect_uri'])).host,
        needsSignIn: proofOf(exchange, interaction) === undefined,
      }
    },
    allowSignIn: async (exchange) => {
      const asked = await waiting(exchange)
      const { person } = exchange
      const proof = proofOf(exchange, asked.interaction)
      if (!person || !proof) throw openidProblems.personNeeded()
      const login = { accountId: person.accountId, ...signInOf(proof), remember: false }
      await deps.consents.allow(person, askingOf(asked), (tx, grantId) =>
        answer(tx, asked.interaction, { ...asked.interaction.lastSubmission, login, consent: { grantId } }),
      )
      return asked.interaction.returnTo
    },
    refuseSignIn: async (exchange) => {
      const asked = await waiting(exchange)
      const { person } = exchange
      if (!person?.proof) throw openidProblems.personNeeded()
      await deps.consents.refuse(person, askingOf(asked), (tx) => answer(tx, asked.interaction, refusal))
      return asked.interaction.returnTo
    },
  }
}

/** What the provider finds when the browser goes on: part of the act it tells of, and given once. */
async function answer(tx: Tx, { jti }: Interaction, result: InteractionResults): Promise<void> {
  if (!(await answerInteraction(tx, { id: jti, at: tx.at, result }))) throw openidProblems.requestEnded()
}

interface Asked {
  readonly interaction: Interaction
  readonly client: Client
}

function askingOf({ client, interaction: { params } }: Asked): Asking {
  return { client: client.code, scopes: scopesOf(params), way: 'sign-in', origin: null }
}

const refusal = { error: 'access_denied', error_description: 'the person said no' }
