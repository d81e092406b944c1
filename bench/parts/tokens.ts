import http from 'node:http'
import { Readable } from 'node:stream'
import pg from 'pg'
import { demoCity, generatePeople } from '../../server/src/app/index.ts'
import type { Shown } from '../../server/src/identity/index.ts'
import { assertionOf, newSigner, proofOf } from '../../server/test/openid/jwt.ts'
import { openBenchCity } from './city.ts'
import type { BenchCity } from './city.ts'
import { authorizationOf, bytesOf, latenciesOf, purpose, quantile, serve } from './client.ts'
import type { Request } from './client.ts'
import { median, progress } from './report.ts'

const client = { code: 'he-thong-do', signer: newSigner() }
const key = newSigner()
const dataset = 'bench-identity'
const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface Sizes {
  /** Tokens asked for in each round, and how many are asked for at once. */
  readonly tokens: number
  readonly atOnce: number
  readonly rounds: number
  readonly reads: number
}

/**
 * Tokens of a system that shows a signed assertion and a proof, over HTTP, several at once; what is signed was signed
 * before. Then what it takes to know who a request comes from: by a token bound to a key, whose proof is checked, and by an
 * API token, as a read does it; and the same reads over HTTP, in turns.
 */
export async function measureTokens(sizes: Sizes) {
  const city = await openBenchCity()
  const served = await serve(city)
  try {
    await register(city)
    await city.addPeopleDataset(dataset)
    const { seed, asOf } = demoCity.settings
    await city.deliver(dataset, () => Readable.from(bytesOf(generatePeople({ seed, asOf, count: 1_000 }))))
    const issued = await issueTokens(city, served.url, sizes)
    return { ...issued.figures, ...(await authenticate(city, served.url, issued.token, sizes.reads)) }
  } finally {
    await served.close()
    await city.close()
  }
}

async function register({ modules: { identity } }: BenchCity): Promise<void> {
  const signedIn = async (login: string) => {
    const how = { login, password: demoCity.password, address: '127.0.0.1', requestId: 'bench' }
    const { principal } = await identity.signIn(how)
    return principal
  }
  const input = { code: client.code, kind: 'system', name: 'Hệ thống đo', purpose: 'đo', method: 'key' } as const
  const keys = [{ ...client.signer.jwk, kid: 'one' }]
  const more = { keys, certificates: [], roles: ['consumer'] as const, redirectUris: [] }
  await identity.requestClient(await signedIn('yte'), { ...input, ...more }, 'vi')
  await identity.registerClient(await signedIn('dieuphoi'), client.code, 'Số 1/QĐ-ĐO')
}

async function issueTokens({ modules }: BenchCity, url: string, { tokens, atOnce, rounds }: Sizes) {
  const { issuer } = modules.identity.openid.places()
  const place = `${url.replace(/\/api\/v1$/, '')}/openid/token`
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
  const form = { grant_type: 'client_credentials', scope: 'kho.read', client_assertion_type: type }
  const signed = () => ({
    body: new URLSearchParams({ ...form, client_assertion: assertionOf(client, issuer) }).toString(),
    proof: proofOf(key, { htm: 'POST', htu: `${issuer}/token` }),
  })
  const [rates, times]: [number[], number[]] = [[], []]
  let token = ''
  for (let round = 0; round <= rounds; round += 1) {
    const ready = Array.from({ length: tokens }, signed)
    const begin = performance.now()
    const worker = async (first: number) => {
      for (let at = first; at < ready.length; at += atOnce) {
        const asked = performance.now()
        token = await ask(agent, place, ready[at] ?? signed())
        if (round > 0) times.push(performance.now() - asked)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, (_none, first) => worker(first)))
    if (round > 0) rates.push(tokens / ((performance.now() - begin) / 1_000))
    progress(`${String(round)}/${String(rounds)} rounds of ${String(tokens)} tokens`)
  }
  agent.destroy()
  return { token, figures: { tokensPerSecond: median(rates), tokenP99Ms: quantile(times, 0.99) } }
}

function ask(agent: http.Agent, place: string, { body, proof }: { body: string; proof: string }): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', DPoP: proof }
  return new Promise((resolve, reject) => {
    http
      .request(place, { agent, method: 'POST', headers }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString()
          if (response.statusCode !== 200) reject(new Error(`a token was refused: ${text}`))
          else resolve((JSON.parse(text) as { access_token: string }).access_token)
        })
      })
      .on('error', reject)
      .end(body)
  })
}

async function keysOf({ databaseUrl }: BenchCity): Promise<string[]> {
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  const { rows } = await database.query<{ key: string }>('SELECT _key AS key FROM data.bench_identity LIMIT 1000')
  await database.end()
  return rows.map(({ key: each }) => each)
}

/**
 * How long it takes to know whose request it is, in milliseconds at the median; and whole reads over HTTP with either
 * token, with what the proof adds to one.
 */
async function authenticate(city: BenchCity, url: string, token: string, reads: number) {
  const { identity } = city.modules
  const { authorization = '' } = await authorizationOf(city)
  const { api } = identity.openid.places()
  const records = `/warehouse/datasets/${dataset}/records`
  const keys = await keysOf(city)
  const paths = Array.from({ length: reads }, (_none, place) => `${records}/${keys[place % keys.length] ?? ''}`)
  const proofFor = (path: string) => {
    const htu = `${new URL(api).origin}/api/v1${path}`
    return { htu, proof: proofOf(key, { htm: 'GET', htu, token, nonce: identity.openid.nextNonce() }) }
  }
  const none = { method: 'GET', address: '127.0.0.1', certificate: () => undefined }
  const bound = (path: string): Shown => {
    const { htu, proof } = proofFor(path)
    return { ...none, scheme: 'DPoP', token, proof, addresses: [htu] }
  }
  const simple: Shown = { ...none, scheme: 'Bearer', token: authorization.slice(7), proof: undefined, addresses: [] }
  const timesOf = async (shown: readonly Shown[]) => {
    for (const each of shown.slice(0, 50))
      await identity.authenticate({ session: undefined, shown: each, requestId: 'r' })
    return shown.slice(50).map((each) => {
      const begin = performance.now()
      if (!identity.authenticateCached(each, 'r')) throw new Error('a principal was not kept')
      return performance.now() - begin
    })
  }
  const authenticationMs = median(await timesOf(paths.map(bound)))
  const apiTokenMs = median(await timesOf(paths.map(() => simple)))
  const withProof = paths.map((path): Request => ({
    url: `${url}${path}?purpose=${purpose}`,
    headers: { authorization: `DPoP ${token}`, DPoP: proofFor(path).proof },
  }))
  // In turns, so that whatever drifts drifts in both; and with headers of the same length.
  const times = await latenciesOf(
    withProof.flatMap((each) => [each, { url: each.url, headers: { ...each.headers, authorization } }]),
  )
  const turns = [0, 1].map((turn) => times.filter((_ms, at) => at % 2 === turn))
  const [proven = [], plain = []] = turns
  // Of each read with a proof and its neighbour without.
  const proofOverHttpMs = median(proven.map((ms, at) => ms - (plain[at] ?? NaN)))
  return {
    ...{ authenticationMs, apiTokenMs, proofOverHttpMs },
    ...{ readWithProofMs: median(proven), readWithApiTokenMs: median(plain) },
  }
}
