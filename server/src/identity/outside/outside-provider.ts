import * as client from 'openid-client'
import type { Clock, OutsideConfig } from '../../platform/index.ts'
import { outsideProblems } from './outside.errors.ts'
import { isSaidToResist } from './outside.ts'
import type { OutsidePerson } from './outside.ts'

/** What the answer to a sign-in is checked against; nobody but this browser may come with it. */
export interface OutsideCheck {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The provider outside, by its own description (OpenID Connect Discovery). */
export interface OutsideProvider {
  /** Where a browser is sent to sign in, and what the answer must fit. Throws `identity.outsideUnreachable`. */
  begin(redirectUri: string): Promise<{ readonly address: string; readonly check: OutsideCheck }>
  /**
   * Changes the code of an answer and verifies whom it is about: issuer, audience, signature, nonce, time, and that the
   * person signed in just now. Throws `identity.outsideRefused`, `identity.outsideUnreachable`.
   */
  finish(answer: URL, check: OutsideCheck): Promise<OutsidePerson>
}

/** The description is read anew after an hour; keys are looked up by the library when an unknown one signs. */
const keepMilliseconds = 3_600_000
const waitSeconds = 10
/** How long ago the person may have signed in there. */
const maxAge = 300

export function createOutsideProvider(settings: OutsideConfig, clock: Clock): OutsideProvider {
  const configuration = createDiscovery(settings, clock)
  const { phishingResistant } = settings
  return {
    begin: async (redirectUri) => {
      const config = await configuration()
      const check = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const address = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope: 'openid', state: check.state, nonce: check.nonce },
        code_challenge: await client.calculatePKCECodeChallenge(check.verifier),
        code_challenge_method: 'S256',
        // Whoever is signed in there on a machine that others use too must not be taken for them.
        ...{ prompt: 'login', max_age: String(maxAge) },
        ...(phishingResistant.length > 0 && { acr_values: phishingResistant.join(' ') }),
      })
      return { address: address.href, check }
    },
    finish: async (answer, { state, nonce, verifier }) => {
      const config = await configuration()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, maxAge }
      try {
        const tokens = await client.authorizationCodeGrant(config, answer, { ...checks, idTokenExpected: true })
        const claims = tokens.claims()
        if (claims === undefined || claims.sub === '') throw outsideProblems.outsideRefused()
        return { subject: claims.sub, isPhishingResistant: isSaidToResist(claims, phishingResistant) }
      } catch (cause) {
        throw toProblem(cause)
      }
    },
  }
}

/** Gives what is known of the provider; of several requests at once one asks. */
function createDiscovery(settings: OutsideConfig, clock: Clock): () => Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = settings
  let held: { readonly until: number; readonly found: Promise<client.Configuration> } | undefined
  const discover = async () => {
    const isPlain = new URL(issuer).protocol === 'http:'
    const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret.reveal())
    try {
      return await client.discovery(new URL(issuer), clientId, undefined, authentication, {
        timeout: waitSeconds,
        // What comes by TLS needs no signature by the letter; it is verified all the same.
        execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
      })
    } catch (cause) {
      held = undefined
      throw outsideProblems.outsideUnreachable({}, { cause })
    }
  }
  return () => {
    const now = clock.now().getTime()
    if (!held || held.until < now) held = { until: now + keepMilliseconds, found: discover() }
    return held.found
  }
}

const unreachable = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'])

/** A failure of the way there is told as such; whatever else is wrong, nobody has been vouched for. */
function toProblem(cause: unknown) {
  const { code } = cause as { code?: string }
  const isFetch = cause instanceof TypeError && cause.message === 'fetch failed'
  const isAway = isFetch || (code !== undefined && unreachable.has(code))
  return isAway ? outsideProblems.outsideUnreachable({}, { cause }) : outsideProblems.outsideRefused({}, { cause })
}
