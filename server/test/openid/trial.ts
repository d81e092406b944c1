import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { sha256 } from '../../src/platform/index.ts'
import { files, manyFiles, offices } from '../warehouse/dataset.ts'
import { password } from '../warehouse/people.ts'
import type { Who } from '../warehouse/people.ts'
import { assertionOf, newSigner, proofOf } from './jwt.ts'
import type { Differences, Members, Signer } from './jwt.ts'
import { createBrowser, openProvider } from './open-provider.ts'
import type { Browser, OpenProvider, Registration } from './open-provider.ts'
import { post, told } from './wire.ts'
import type { Form, Told } from './wire.ts'

/** A registered client with the key it signs with. */
export interface KeyedClient {
  readonly code: string
  readonly signer: Signer
  readonly alg?: string
}

export const redirectUri = 'https://cong.example/tro-ve'
export const readPath = `/api/v1/warehouse/datasets/${files}/records/HS0001`

/** How a request differs from a good one. */
export interface Over {
  readonly form?: Form
  readonly headers?: Readonly<Record<string, string>>
  readonly assertion?: Differences
  readonly proof?: Differences
  /** The key that proofs are made with. */
  readonly key?: Signer
}

/** A provider, and clients that send what no library would send. Call it at the top of a test file. */
export async function openTrial() {
  const provider = await openProvider()
  const { issuer, url, deliver } = provider
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(3))
  const key = newSigner()
  const clients = enroller(provider)
  const system = await clients('he-thong')
  const other = await clients('he-thong-khac')
  const portal = await clients('cong', { kind: 'portal', redirectUris: [redirectUri] })
  const otherPortal = await clients('cong-khac', { kind: 'portal', redirectUris: [redirectUri] })

  /** A request by a client that shows who it is. */
  const send = (client: KeyedClient, place: string, form: Form, over: Over = {}) => {
    const address = `${issuer}${place}`
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const known = { client_assertion: assertionOf(client, issuer, over.assertion), client_assertion_type: type }
    const DPoP = proofOf(over.key ?? key, { htm: 'POST', htu: address }, over.proof)
    return post(address, { ...form, ...known, ...over.form }, { DPoP, ...over.headers })
  }
  const askToken = (over?: Over, client: KeyedClient = system) =>
    send(client, '/token', { grant_type: 'client_credentials', scope: 'kho.read' }, over)
  const tokenOf = async (over?: Over, client?: KeyedClient) => textOf(await askToken(over, client), 'access_token')
  return {
    ...provider,
    ...{ key, system, other, portal, otherPortal, enrol: clients, send, askToken, tokenOf },
    ...codeFlow(provider, send, portal),
    read: reader(url, key),
  }
}

/** Registers clients with a key of their own. */
function enroller({ register }: OpenProvider) {
  return async (code: string, over: Partial<Registration> = {}, who: Who = 'hospital'): Promise<KeyedClient> => {
    const signer = newSigner()
    await register(who, { code, keys: [{ ...signer.jwk, kid: 'one' }], ...over })
    return { code, signer }
  }
}

export function textOf({ body, status }: Told, name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new Error(`${String(status)} without ${name}: ${JSON.stringify(body)}`)
  return value
}

/** How a read with a token differs from a good one. */
export interface ReadOver {
  readonly method?: string
  readonly path?: string
  readonly scheme?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly proof?: Differences
  readonly key?: Signer
}

/** Reads a row with a token and a proof; the nonce is asked for first, as a good client does. */
function reader(url: string, key: Signer) {
  return async (token: string, over: ReadOver = {}) => {
    const { method = 'GET', path = readPath, scheme = 'DPoP' } = over
    const { headers } = await fetch(`${url}${readPath}`, { headers: { authorization: `DPoP ${token}`, dpop: 'x' } })
    const proven = { htm: method, htu: `${url}${path}`, token, nonce: headers.get('dpop-nonce') ?? '' }
    const sent = { authorization: `${scheme} ${token}`, DPoP: proofOf(over.key ?? key, proven, over.proof) }
    return sendRead(url, { method, path, headers: { ...sent, ...over.headers } })
  }
}

export async function sendRead(
  url: string,
  {
    method = 'GET',
    path = readPath,
    headers,
  }: Pick<ReadOver, 'method' | 'path'> & { headers: [string, string][] | Record<string, string> },
): Promise<Told> {
  const query = path.includes('?') ? '' : '?purpose=nghiep-vu'
  return told(await fetch(`${url}${path}${query}`, { method, headers }))
}

type Send = (client: KeyedClient, place: string, form: Form, over?: Over) => Promise<Told>

/** Who answers a portal's request, and how. */
interface Word {
  readonly who?: Who
  readonly isAllowed?: boolean
}

/** Code and PKCE step by step. */
function codeFlow({ issuer, url, people }: OpenProvider, send: Send, portal: KeyedClient) {
  const verifier = randomBytes(32).toString('base64url')
  const asked = {
    ...{ response_type: 'code', redirect_uri: redirectUri, scope: 'openid offline_access kho.read', prompt: 'consent' },
    ...{ code_challenge: sha256(verifier).toString('base64url'), code_challenge_method: 'S256', state: 'trang-thai' },
  }
  const push = (over?: Over, client = portal) => send(client, '/request', { ...asked, client_id: client.code }, over)
  const authorise = (browser: Browser, form: Form) => {
    const given = Object.entries(form).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    return browser.go(`${issuer}/auth?${new URLSearchParams(given).toString()}`)
  }
  /** A person who signs in at the portal and agrees; gives where the browser is sent at the end. */
  const agree = async (page: URL, browser: Browser, { who = 'hospital', isAllowed = true }: Word = {}) => {
    expect(page.pathname).toBe('/authorise')
    const place = `/api/v1/identity/interactions/${page.searchParams.get('request') ?? ''}`
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ login: people[who].login, password })
    const signed = await told(await browser.request('/api/v1/identity/sessions', { method: 'POST', headers, body }))
    const csrf = { 'x-csrf-token': textOf(signed, 'csrfToken') }
    const word = `${place}/${isAllowed ? 'consent' : 'refusal'}`
    const answer = await told(await browser.request(word, { method: 'POST', headers: csrf }))
    return browser.go(textOf(answer, 'continueTo'))
  }
  /** A fresh code, or what the browser brings back instead. */
  const back = async ({ who, isAllowed, ...over }: Over & Word = {}) => {
    const browser = createBrowser(url)
    const request = textOf(await push(over), 'request_uri')
    const page = await authorise(browser, { client_id: portal.code, request_uri: request })
    return agree(page, browser, { ...(who && { who }), ...(isAllowed !== undefined && { isAllowed }) })
  }
  const code = async (over?: Over & Word) => (await back(over)).searchParams.get('code') ?? ''
  const exchange = (given: string, over?: Over, client = portal) => {
    const form = { grant_type: 'authorization_code', code: given, redirect_uri: redirectUri, code_verifier: verifier }
    return send(client, '/token', form, over)
  }
  const refresh = (token: string, over?: Over, client = portal) =>
    send(client, '/token', { grant_type: 'refresh_token', refresh_token: token }, over)
  return { push, authorise, agree, back, code, exchange, refresh, verifier }
}

/** Errors of OAuth name themselves; what nobody may be told more about does not. */
export const refused = (status: number, error: string): Members => ({ status, error })
