import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import { answer, client } from '../../api/client.ts'
import type { SignedAct } from '../../api/step-up.ts'
import type { Session } from '../../api/types.ts'
import { keep } from './queries.ts'

/** Why no passkey can be used here: the browser has none, or the address is a number and passkeys belong to names. */
export function whyNoPasskeys(): 'browser' | 'address' | null {
  if (/^[\d.]+$|:/.test(window.location.hostname)) return 'address'
  return browserSupportsWebAuthn() ? null : 'browser'
}

/** The same page under the name of this machine, where passkeys work. */
export function addressByName(): string {
  const { port, pathname, search, hash } = window.location
  return `http://localhost:${port}${pathname}${search}${hash}`
}

/** The person closed the dialog of the browser, or let it time out. */
export function wasGivenUp(error: unknown): boolean {
  const cause = error instanceof WebAuthnError ? error.cause : error
  return cause instanceof Error && ['NotAllowedError', 'AbortError'].includes(cause.name)
}

export async function signInByPasskey(): Promise<Session> {
  const passkey = await authenticate(await answer(client.POST('/api/v1/identity/passkey-attempts')))
  return keep(await answer(client.POST('/api/v1/identity/passkey-sessions', { body: { passkey: wire(passkey) } })))
}

export async function proveByPasskey(): Promise<Session> {
  const passkey = await authenticate(await answer(client.POST('/api/v1/identity/session/proof-attempts')))
  return keep(await answer(client.POST('/api/v1/identity/session/proofs', { body: { passkey: wire(passkey) } })))
}

/** Signs an act; gives the value of the header its request then carries. */
export async function signByPasskey(act: SignedAct): Promise<string> {
  const passkey = await authenticate(await answer(client.POST('/api/v1/identity/act-attempts', { body: act })))
  const text = JSON.stringify(wire(passkey))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export async function proveBySecret(body: { code: string } | { password: string }): Promise<Session> {
  return keep(await answer(client.POST('/api/v1/identity/session/proofs', { body })))
}

export async function addPasskey(name: string): Promise<void> {
  const options = await answer(client.POST('/api/v1/identity/passkeys/attempts'))
  const passkey = await register(options)
  await answer(client.POST('/api/v1/identity/passkeys', { body: { name, passkey: wire(passkey) } }))
}

export async function redeemWithPasskey(token: string, name: string): Promise<Session> {
  const options = await answer(client.POST('/api/v1/identity/links/passkey-attempts', { body: { token } }))
  const passkey = wire(await register(options))
  return keep(await answer(client.POST('/api/v1/identity/links/uses', { body: { token, name, passkey } })))
}

export interface NewPassword {
  password: string
  authenticator: { offer: string; code: string }
}

export async function redeemWithPassword(token: string, made: NewPassword): Promise<Session> {
  return keep(await answer(client.POST('/api/v1/identity/links/uses', { body: { token, ...made } })))
}

function authenticate(options: unknown): Promise<AuthenticationResponseJSON> {
  return startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
}

function register(options: unknown): Promise<RegistrationResponseJSON> {
  return startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
}

/** The contract leaves open what is inside, which is checked by signature. */
function wire<Answer extends { id: string; rawId: string; type: 'public-key'; response: object }>(answered: Answer) {
  const { id, rawId, type } = answered
  return {
    ...{ id, rawId, type, clientExtensionResults: {} },
    response: answered.response as Answer['response'] & Record<string, unknown>,
  }
}
