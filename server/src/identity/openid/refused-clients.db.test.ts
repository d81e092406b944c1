import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../test/openid/certificate.ts'
import {
  assertionOf,
  epoch,
  newRsaSigner,
  newSigner,
  proofOf,
  signJwt,
  signWithText,
  withOtherClaims,
  withoutSignature,
} from '../../../test/openid/jwt.ts'
import { openTrial, refused } from '../../../test/openid/trial.ts'
import type { KeyedClient, Over } from '../../../test/openid/trial.ts'
import { sendDamaged } from '../../../test/openid/random-damage.ts'
import { seeded } from '../../../test/warehouse/random-loads.ts'
import { formOf, told } from '../../../test/openid/wire.ts'

const trial = await openTrial()
const { issuer, mutualTlsUrl, system, other, askToken, modules, people } = trial
const thief = newSigner()
const token = `${issuer}/token`
const coordinator = { ...people.coordinator.principal, via: 'session' as const }

/** A request of a system for a token that differs from a good one in one thing, and how it is refused. */
type Case = [name: string, over: Over, status: number, error: string]
const unknownClient = [401, 'invalid_client'] as const

const assertions: Case[] = [
  ['with alg none', { assertion: { header: { alg: 'none' } } }, ...unknownClient],
  ['with alg None', { assertion: { header: { alg: 'None' } } }, ...unknownClient],
  ['with HS256 and the public key as the secret', symmetric(JSON.stringify(system.signer.jwk)), ...unknownClient],
  ['with HS256 and the empty secret', symmetric(''), ...unknownClient],
  ['with the signature of another key', { assertion: { by: thief } }, ...unknownClient],
  ['with a key of its own in the header', { assertion: { by: thief, header: { jwk: thief.jwk } } }, ...unknownClient],
  ['with an address of keys in the header', { assertion: { by: thief, header: { jku: issuer } } }, ...unknownClient],
  ['with the kid of no key', { assertion: { header: { kid: 'two' } } }, ...unknownClient],
  ['with alg ES384', { assertion: { header: { alg: 'ES384' } } }, ...unknownClient],
  ['with a critical header nobody knows', { assertion: { header: { crit: ['x'], x: 1 } } }, ...unknownClient],
  ['of a proof of possession', { assertion: { header: { typ: 'dpop+jwt' } } }, ...unknownClient],
  ['of an access token', { assertion: { header: { typ: 'at+jwt' } } }, ...unknownClient],
  ['with the signature taken away', { assertion: { then: withoutSignature } }, ...unknownClient],
  ['changed after it was signed', { assertion: { then: (jwt) => withOtherClaims(jwt, { x: 1 }) } }, ...unknownClient],
  ['for the token endpoint', { assertion: { claims: { aud: token } } }, ...unknownClient],
  ['for a list of audiences', { assertion: { claims: { aud: [issuer] } } }, ...unknownClient],
  ['for another issuer', { assertion: { claims: { aud: 'https://khac.example/openid' } } }, ...unknownClient],
  ['for the issuer with a slash more', { assertion: { claims: { aud: `${issuer}/` } } }, ...unknownClient],
  ['for nobody', { assertion: { claims: { aud: undefined } } }, ...unknownClient],
  ['of another issuer', { assertion: { claims: { iss: other.code } } }, ...unknownClient],
  ['of no issuer', { assertion: { claims: { iss: undefined } } }, ...unknownClient],
  ['about another client', { assertion: { claims: { sub: other.code } } }, ...unknownClient],
  ['about nobody', { assertion: { claims: { sub: undefined } } }, ...unknownClient],
  ['without an end', { assertion: { claims: { exp: undefined } } }, ...unknownClient],
  ['that has ended', { assertion: { claims: { iat: epoch() - 120, exp: epoch() - 60 } } }, ...unknownClient],
  ['whose end is a text', { assertion: { claims: { exp: String(epoch() + 60) } } }, ...unknownClient],
  ['good for an hour', { assertion: { claims: { exp: epoch() + 3_600 } } }, ...unknownClient],
  ['that begins later', { assertion: { claims: { nbf: epoch() + 120 } } }, ...unknownClient],
  ['issued in the future', { assertion: { claims: { iat: epoch() + 120, exp: epoch() + 180 } } }, ...unknownClient],
  ['without an id', { assertion: { claims: { jti: undefined } } }, ...unknownClient],
  ['whose id is a number', { assertion: { claims: { jti: 7 } } }, ...unknownClient],
]

const ways: Case[] = [
  ['with a word that is no JWT', { form: { client_assertion: 'x' } }, 400, 'invalid_request'],
  ['with two parts of a JWT', { assertion: { then: (jwt) => jwt.replace(/\.[^.]*$/, '') } }, 400, 'invalid_request'],
  ['with an assertion without its type', { form: { client_assertion_type: undefined } }, 400, 'invalid_request'],
  ['with an assertion of another type', { form: { client_assertion_type: 'saml2' } }, 400, 'invalid_request'],
  ['with two assertions', { form: { client_assertion: ['a.b.c', 'a.b.c'] } }, 400, 'invalid_request'],
  ['with the name of another client', { form: { client_id: other.code } }, 400, 'invalid_request'],
  ['with a password beside the assertion', { headers: { authorization: basic('x') } }, 400, 'invalid_request'],
  ['by its name alone', unsigned({ client_id: system.code }), ...unknownClient],
  ['by nothing', unsigned({}), 400, 'invalid_request'],
  ['by a secret', unsigned({ client_id: system.code, client_secret: 'x' }), ...unknownClient],
  ['by a password', { ...unsigned({}), headers: { authorization: basic('x') } }, ...unknownClient],
  ['by a token', { ...unsigned({}), headers: { authorization: 'Bearer x' } }, 400, 'invalid_request'],
]

const possession: Case[] = [
  ['that is not there', { headers: { DPoP: '' } }, 400, 'invalid_grant'],
  ['of another kind', { proof: { header: { typ: 'JWT' } } }, 400, 'invalid_dpop_proof'],
  ['with alg none', { proof: { header: { alg: 'none' } } }, 400, 'invalid_dpop_proof'],
  ['with HS256', { proof: { then: (jwt) => hs256(jwt) } }, 400, 'invalid_dpop_proof'],
  ['without its key', { proof: { header: { jwk: undefined } } }, 400, 'invalid_dpop_proof'],
  ['that gives its private key away', privateProof(), 400, 'invalid_dpop_proof'],
  ['signed by another key', { proof: { by: thief } }, 400, 'invalid_dpop_proof'],
  ['with the signature taken away', { proof: { then: withoutSignature } }, 400, 'invalid_dpop_proof'],
  ['for another method', { proof: { claims: { htm: 'GET' } } }, 400, 'invalid_dpop_proof'],
  ['for another address', { proof: { claims: { htu: `${issuer}/request` } } }, 400, 'invalid_dpop_proof'],
  ['for another host', { proof: { claims: { htu: 'https://khac.example/openid/token' } } }, 400, 'invalid_dpop_proof'],
  ['for no address', { proof: { claims: { htu: undefined } } }, 400, 'invalid_dpop_proof'],
  ['from long ago', { proof: { claims: { iat: epoch() - 3_600 } } }, 400, 'use_dpop_nonce'],
  ['from the future', { proof: { claims: { iat: epoch() + 3_600 } } }, 400, 'use_dpop_nonce'],
  ['from no time', { proof: { claims: { iat: undefined } } }, 400, 'invalid_dpop_proof'],
  ['without an id', { proof: { claims: { jti: undefined } } }, 400, 'invalid_dpop_proof'],
  ['with a nonce of nobody', { proof: { claims: { nonce: 'x' } } }, 400, 'use_dpop_nonce'],
  ['twice in one request', { proof: { then: (jwt) => `${jwt}, ${jwt}` } }, 400, 'invalid_dpop_proof'],
]

const wishes: Case[] = [
  [
    'by a password of a person',
    { form: { grant_type: 'password', username: 'ward', password: 'x' } },
    400,
    'unsupported_grant_type',
  ],
  ['by a code', { form: { grant_type: 'authorization_code', code: 'x' } }, 400, 'unauthorized_client'],
  ['by a refresh token', { form: { grant_type: 'refresh_token', refresh_token: 'x' } }, 400, 'unauthorized_client'],
  [
    'by a device',
    { form: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'x' } },
    400,
    'unauthorized_client',
  ],
  [
    'by exchange',
    { form: { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' } },
    400,
    'unsupported_grant_type',
  ],
  [
    'by an assertion as grant',
    { form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'x' } },
    400,
    'unsupported_grant_type',
  ],
  ['by nothing', { form: { grant_type: undefined } }, 400, 'invalid_request'],
  ['by two grants', { form: { grant_type: ['client_credentials', 'client_credentials'] } }, 400, 'invalid_request'],
  ['for another API', { form: { resource: 'https://khac.example/api' } }, 400, 'invalid_target'],
  ['for a part of the API', { form: { resource: `${trial.api}/warehouse` } }, 400, 'invalid_target'],
  ['with its scope twice', { form: { scope: ['kho.read', 'kho.write'] } }, 400, 'invalid_request'],
]

function symmetric(secret: string): Over {
  const claims = { iss: system.code, sub: system.code, aud: issuer, iat: epoch(), exp: epoch() + 60 }
  return { assertion: { then: () => signWithText({}, { ...claims, jti: randomUUID() }, secret) } }
}

function unsigned(form: Over['form']): Over {
  return { form: { client_assertion: undefined, client_assertion_type: undefined, ...form } }
}

function basic(secret: string): string {
  return `Basic ${Buffer.from(`${system.code}:${secret}`).toString('base64')}`
}

function hs256(jwt: string): string {
  const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  return signWithText({ typ: 'dpop+jwt', jwk: trial.key.jwk }, claims, JSON.stringify(trial.key.jwk))
}

function privateProof(): Over {
  return { proof: { header: { jwk: trial.key.privateKey.export({ format: 'jwk' }) } } }
}

describe('a system that asks for a token (Điều 7.1)', () => {
  it('gets one by a good assertion and a good proof', async () => {
    expect(await askToken()).toMatchObject({ status: 200, body: { token_type: 'DPoP', scope: 'kho.read' } })
    const typed = { header: { typ: 'client-authentication+jwt' } }
    expect(await askToken({ assertion: typed })).toMatchObject({ status: 200 })
  })

  it.each(assertions)('is refused by an assertion %s', async (_name, over, status, error) => {
    expect(await askToken(over)).toMatchObject(refused(status, error))
  })

  it.each(ways)('is refused %s', async (_name, over, status, error) => {
    expect(await askToken(over)).toMatchObject(refused(status, error))
  })

  it.each(possession)('is refused by a proof %s', async (_name, over, status, error) => {
    expect(await askToken(over)).toMatchObject(refused(status, error))
  })

  it.each(['kho.read kho.admin', 'openid profile offline_access kho.read', 'kho.read *'])(
    'gets no more than a system may have when it asks for %s',
    async (scope) => {
      const answer = await askToken({ form: { scope } })
      expect(answer).toMatchObject({ status: 200, body: { scope: 'kho.read' } })
      expect(Object.keys(answer.body).toSorted()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
    },
  )

  it.each(wishes)('is refused when it asks %s', async (_name, over, status, error) => {
    expect(await askToken(over)).toMatchObject(refused(status, error))
  })

  it('is refused when an assertion or a proof comes again', async () => {
    const assertion = { claims: { jti: randomUUID() } }
    expect(await askToken({ assertion })).toMatchObject({ status: 200 })
    expect(await askToken({ assertion })).toMatchObject(refused(...unknownClient))
    const proof = { claims: { jti: randomUUID() } }
    expect(await askToken({ proof })).toMatchObject({ status: 200 })
    expect(await askToken({ proof })).toMatchObject(refused(400, 'invalid_grant'))
  })

  it('of two requests at once with one assertion gets one token', async () => {
    const assertion = { claims: { jti: randomUUID() } }
    const both = await Promise.all([askToken({ assertion }), askToken({ assertion })])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  })

  it('is refused with a form that is no form, and by asking without sending', async () => {
    const form = { grant_type: 'client_credentials', scope: 'kho.read', client_id: system.code }
    const shown = { client_assertion: assertionOf(system, issuer), client_assertion_type: 'x' }
    const DPoP = proofOf(trial.key, { htm: 'POST', htu: token })
    const headers = { 'content-type': 'application/json', DPoP }
    const body = JSON.stringify({ ...form, ...shown })
    expect(await told(await fetch(token, { method: 'POST', headers, body }))).toMatchObject(
      refused(400, 'invalid_request'),
    )
    const query = formOf({ ...form, ...shown }).toString()
    expect(await told(await fetch(`${token}?${query}`))).toMatchObject({ status: 404 })
    const inAddress = await fetch(`${token}?${query}`, { method: 'POST', headers: { DPoP }, body: formOf({}) })
    expect(await told(inAddress)).toMatchObject(refused(400, 'invalid_request'))
  })

  it('cannot sign with RS256, not even with a key that may sign with PS256', async () => {
    const rsa = newRsaSigner()
    await trial.register('hospital', { code: 'he-thong-rsa', keys: [{ ...rsa.jwk, kid: 'one' }] })
    const client = { code: 'he-thong-rsa', signer: rsa }
    const header = (alg: string) => ({ assertion: { header: { alg } } })
    expect(await askToken(header('PS256'), client)).toMatchObject({ status: 200 })
    expect(await askToken(header('RS256'), client)).toMatchObject(refused(...unknownClient))
    expect(await askToken(header('ES256'), client)).toMatchObject(refused(...unknownClient))
  })

  it.each(['registration', 'introspection', 'registration/he-thong', 'token/introspection', 'reg', 'session/end'])(
    'finds nothing at %s',
    async (place) => {
      const answer = await trial.send(system, `/${place}`, { token: 'x' })
      expect(answer).toMatchObject({ status: 404 })
    },
  )
})

it('of a hundred assertions and proofs, each damaged by lot, none is taken', async () => {
  const outcomes = await sendDamaged(trial, { count: 100, pick: seeded(5086) })
  expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(100)
})

describe('a system that is not in force (Điều 15.3)', () => {
  it.each<[string, (client: KeyedClient) => Promise<unknown>]>([
    ['suspended', ({ code }) => modules.identity.suspendClient(coordinator, code, 'nghi bị lộ khóa')],
    [
      'whose account is suspended',
      async ({ code }) => {
        const { accountId } = await modules.identity.getClient(coordinator, code)
        await modules.identity.suspendAccount(coordinator, accountId ?? '')
      },
    ],
  ])('is refused, and so is its token: %s', async (name, end) => {
    const client = await trial.enrol(`ngung-${String(name.length)}`)
    const mine = await trial.tokenOf({}, client)
    expect(await trial.read(mine)).toMatchObject({ status: 200 })
    await end(client)
    expect(await askToken({}, client)).toMatchObject(refused(...unknownClient))
    expect(await trial.read(mine)).toMatchObject(refused(401, 'platform.tokenUnknown'))
  })

  it('is refused before it is registered, and when nobody knows it', async () => {
    const signer = newSigner()
    const input = {
      ...({ code: 'cho-duyet', kind: 'system', name: 'Chờ duyệt', purpose: 'thử', method: 'key' } as const),
      ...{ keys: [{ ...signer.jwk, kid: 'one' }], certificates: [], roles: ['consumer'] as const, redirectUris: [] },
    }
    await modules.identity.requestClient({ ...people.hospital.principal, via: 'session' }, input, 'en')
    expect(await askToken({}, { code: 'cho-duyet', signer })).toMatchObject(refused(...unknownClient))
    expect(await askToken({}, { code: 'khong-co', signer })).toMatchObject(refused(...unknownClient))
  })

  it('is refused by a key that was replaced, and its tokens of that key end with it', async () => {
    const client = await trial.enrol('doi-khoa')
    const mine = await trial.tokenOf({}, client)
    const next = newSigner()
    const keys = [{ ...next.jwk, kid: 'two' }]
    const change = { keys, certificates: [], overlapHours: 0 }
    await modules.identity.changeClientKeys({ ...people.hospital.principal, via: 'session' }, client.code, change)
    expect(await askToken({}, client)).toMatchObject(refused(...unknownClient))
    expect(await trial.read(mine)).toMatchObject(refused(401, 'platform.tokenUnknown'))
    const renewed = { assertion: { by: next, header: { kid: 'two' } } }
    expect(await askToken(renewed, client)).toMatchObject({ status: 200 })
  })
})

describe('a system known by its certificate', () => {
  const own = makeCertificate('lgsp')
  const others = makeCertificate('lgsp')
  const place = `${mutualTlsUrl}/openid/token`
  const form = ['-d', 'grant_type=client_credentials', '-d', 'scope=kho.read', '-d', 'client_id=lgsp']
  interface Pair {
    readonly certificate: string
    readonly key: string
  }

  beforeAll(async () => {
    await trial.register('hospital', { code: 'lgsp', certificates: [own.certificate] })
    await trial.register('hospital', { code: 'lgsp-khac', certificates: [others.certificate] })
  })

  const curl = async (pair: Pair | undefined, ...more: string[]) => {
    const shown = pair ? ['--cert', pair.certificate, '--key', pair.key] : []
    const how = ['-sk', '--max-time', '20', '-w', '\n%{http_code}', ...shown, ...more]
    const { stdout } = await promisify(execFile)('curl', how)
    const [text = '', status] = stdout.split(/\n(?=\d+$)/)
    const body = JSON.parse(text) as Record<string, unknown>
    return { status: Number(status), error: body['error'] ?? body['code'], body }
  }

  it('gets a token by it, and is refused with another, none, a claimed one, and by plain HTTP', async () => {
    expect(await curl(own.files, ...form, place)).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
    expect(await curl(others.files, ...form, place)).toMatchObject(refused(...unknownClient))
    expect(await curl(undefined, ...form, place)).toMatchObject(refused(...unknownClient))
    const base64 = own.certificate.replace(/-----[^-]+-----|\s/g, '')
    const claimed = ['-H', `client-cert: :${base64}:`, '-H', `x-client-cert: ${encodeURIComponent(own.certificate)}`]
    expect(await curl(undefined, ...form, ...claimed, place)).toMatchObject(refused(...unknownClient))
    expect(await curl(undefined, ...form, ...claimed, token)).toMatchObject(refused(...unknownClient))
  })

  it('is refused with an assertion of that certificate’s key instead', async () => {
    const claims = { iss: 'lgsp', sub: 'lgsp', aud: issuer, jti: randomUUID(), exp: epoch() + 60 }
    const assertion = signJwt({ alg: 'ES256' }, claims, thief)
    const type = 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const shown = ['-d', type, '-d', `client_assertion=${assertion}`]
    expect(await curl(own.files, ...form, ...shown, place)).toMatchObject(refused(...unknownClient))
  })
})
