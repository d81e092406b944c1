import { execFile } from 'node:child_process'
import { randomBytes, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../test/openid/certificate.ts'
import { epoch, newSigner, proofOf, signJwt, signWithText, withoutSignature } from '../../../test/openid/jwt.ts'
import { openTrial, readPath, refused, sendRead, textOf } from '../../../test/openid/trial.ts'
import type { KeyedClient, ReadOver } from '../../../test/openid/trial.ts'
import { sha256 } from '../../platform/index.ts'

const trial = await openTrial()
const { url, issuer, key, system, read, tokenOf, people, modules, testing, mutualTlsUrl } = trial
const thief = newSigner()
const coordinator = { ...people.coordinator.principal, via: 'session' as const }
let token = ''
beforeAll(async () => {
  token = await tokenOf()
})

type Case = [name: string, over: ReadOver, error: string]
const invalid = 'identity.proofInvalid'

const proofs: Case[] = [
  ['of another kind', { proof: { header: { typ: 'JWT' } } }, invalid],
  ['of no kind', { proof: { header: { typ: undefined } } }, invalid],
  ['with alg none', { proof: { header: { alg: 'none' } } }, invalid],
  ['with alg RS256', { proof: { header: { alg: 'RS256' } } }, invalid],
  ['with HS256 and the public key as the secret', { proof: { then: hs256 } }, invalid],
  ['without its key', { proof: { header: { jwk: undefined } } }, invalid],
  ['with a key that is a text', { proof: { header: { jwk: 'x' } } }, invalid],
  ['with a shared secret as key', { proof: { header: { jwk: { kty: 'oct', k: 'AAAA' } } } }, invalid],
  ['that gives its private key away', { proof: { header: { jwk: privateJwk() } } }, invalid],
  ['with a critical header nobody knows', { proof: { header: { crit: ['x'], x: 1 } } }, invalid],
  ['signed by another key', { proof: { by: thief } }, invalid],
  ['with the signature taken away', { proof: { then: withoutSignature } }, invalid],
  ['with a signature in another form', { proof: { then: (jwt) => `${jwt}=` } }, invalid],
  ['that is no JWT', { proof: { then: () => 'x.y' } }, invalid],
  ['for another method', { proof: { claims: { htm: 'POST' } } }, invalid],
  ['for the method in small letters', { proof: { claims: { htm: 'get' } } }, invalid],
  ['for another row', { proof: { claims: { htu: `${url}${readPath.replace('HS0001', 'HS0002')}` } } }, invalid],
  ['for another host', { proof: { claims: { htu: `https://khac.example${readPath}` } } }, invalid],
  ['for another port', { proof: { claims: { htu: `http://127.0.0.1:1${readPath}` } } }, invalid],
  ['for no address', { proof: { claims: { htu: undefined } } }, invalid],
  ['for another token', { proof: { claims: { ath: sha256('x').toString('base64url') } } }, invalid],
  ['for no token', { proof: { claims: { ath: undefined } } }, invalid],
  ['from long ago', { proof: { claims: { iat: epoch() - 3_600 } } }, invalid],
  ['from the future', { proof: { claims: { iat: epoch() + 3_600 } } }, invalid],
  ['from no time', { proof: { claims: { iat: undefined } } }, invalid],
  ['without an id', { proof: { claims: { jti: undefined } } }, invalid],
  ['whose id is a number', { proof: { claims: { jti: 1 } } }, invalid],
  ['with an id without end', { proof: { claims: { jti: 'x'.repeat(201) } } }, invalid],
  ['without a nonce', { proof: { claims: { nonce: undefined } } }, 'identity.proofNonceNeeded'],
  [
    'with a nonce of nobody',
    { proof: { claims: { nonce: randomBytes(18).toString('base64url') } } },
    'identity.proofNonceNeeded',
  ],
  ['of another key, whole in itself', { key: thief }, 'identity.tokenOfAnother'],
  ['that is not there', { headers: { DPoP: '' } }, invalid],
  ['beside the word Bearer', { scheme: 'Bearer' }, 'identity.proofMissing'],
]

function hs256(jwt: string): string {
  const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  return signWithText({ typ: 'dpop+jwt', jwk: key.jwk }, claims, JSON.stringify(key.jwk))
}

function privateJwk() {
  return key.privateKey.export({ format: 'jwk' })
}

describe('a read with a token bound to a key (Điều 7.1)', () => {
  it('is answered with a good proof', async () => {
    expect(await read(token)).toMatchObject({ status: 200, body: { values: { ma: 'HS0001' } } })
  })

  it.each(proofs)('is refused by a proof %s', async (_name, over, error) => {
    const answer = await read(token, over)
    expect(answer).toMatchObject(refused(401, error))
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP |, DPoP /)
  })

  it('is refused with no proof at all, and with the same proof again', async () => {
    const bare = { authorization: `DPoP ${token}` }
    expect(await sendRead(url, { headers: bare })).toMatchObject(refused(401, 'identity.proofMissing'))
    const { headers } = await sendRead(url, { headers: { ...bare, DPoP: 'x' } })
    const nonce = headers.get('dpop-nonce') ?? ''
    const DPoP = proofOf(key, { htm: 'GET', htu: `${url}${readPath}`, token, nonce })
    expect(await sendRead(url, { headers: { ...bare, DPoP } })).toMatchObject({ status: 200 })
    expect(await sendRead(url, { headers: { ...bare, DPoP } })).toMatchObject(refused(401, invalid))
    const both = [
      ['authorization', `DPoP ${token}`],
      ['DPoP', DPoP],
      ['DPoP', DPoP],
    ] as [string, string][]
    expect(await sendRead(url, { headers: both })).toMatchObject(refused(401, invalid))
  })

  it.each<[string, (given: string) => { path?: string; headers: Record<string, string> }]>([
    ['in the address', (given) => ({ path: `${readPath}?purpose=nghiep-vu&access_token=${given}`, headers: {} })],
    ['as a cookie', (given) => ({ headers: { cookie: `kho_session=${given}` } })],
    ['as a password', (given) => ({ headers: { authorization: `Basic ${btoa(`x:${given}`)}` } })],
    ['in a header of its own', (given) => ({ headers: { 'x-access-token': given } })],
    ['as the proof', (given) => ({ headers: { DPoP: given } })],
  ])('is a stranger’s when the token comes %s', async (_name, how) => {
    expect((await sendRead(url, how(token))).status).toBe(401)
  })

  it('is refused when the token may only read', async () => {
    const change = { method: 'POST', path: '/api/v1/identity/tokens' }
    expect(await read(token, change)).toMatchObject(refused(403, 'identity.scopeMissing'))
    const writing = await tokenOf({ form: { scope: 'kho.write' } })
    expect((await read(writing, change)).status).not.toBe(401)
    expect(await read(writing, change)).not.toMatchObject({ error: 'identity.scopeMissing' })
  })
})

describe('a token', () => {
  const unknown = refused(401, 'platform.tokenUnknown')

  it.each<[string, () => string | Promise<string>]>([
    ['that was never issued', () => randomBytes(32).toString('base64url')],
    ['cut by a letter', () => token.slice(0, -1)],
    ['longer by a letter', () => `${token}A`],
    [
      'that is a JWT of its bearer',
      () => signJwt({ alg: 'none' }, { sub: people.hospital.principal.accountId }, thief),
    ],
    ['that is an ID token', async () => textOf(await trial.exchange(await trial.code()), 'id_token')],
    ['that is a refresh token', async () => textOf(await trial.exchange(await trial.code()), 'refresh_token')],
    ['that is a code', () => trial.code()],
    [
      'that is the name of a pushed request',
      async () =>
        textOf(await trial.push(), 'request_uri')
          .split(':')
          .at(-1) ?? '',
    ],
    ['that is an API token', () => people.hospital.token],
    ['that has ended', () => ended(system)],
    ['for who somebody is only', async () => textOf(await trial.exchange(await onlyWho()), 'access_token')],
  ])('%s is refused', async (_name, made) => {
    const given = await made()
    expect(await read(given)).toMatchObject(unknown)
    expect(await read(token)).toMatchObject({ status: 200 })
  })

  /** A token whose five minutes are over. */
  async function ended(client: KeyedClient): Promise<string> {
    const mine = await tokenOf({}, client)
    await testing.database.application.execute(sql`
      UPDATE identity.openid_artifacts SET expires_at = now() - interval '1 second' WHERE digest = ${sha256(mine)}`)
    return mine
  }

  /** A code that leads to a token for the provider's own `/me` only. */
  function onlyWho(): Promise<string> {
    return trial.code({ form: { scope: 'openid' } })
  }

  it('tells who its person is, at the provider only, and not to another key', async () => {
    const mine = textOf(await trial.exchange(await onlyWho()), 'access_token')
    const me = (proof: string, scheme = 'DPoP') =>
      fetch(`${issuer}/me`, { headers: { authorization: `${scheme} ${mine}`, DPoP: proof } })
    const subject = { htm: 'GET', htu: `${issuer}/me`, token: mine }
    expect((await me(proofOf(key, subject))).status).toBe(200)
    expect((await me(proofOf(thief, subject))).status).toBe(401)
    expect((await me('', 'Bearer')).status).toBe(401)
    const elsewhere = { ...subject, token }
    const other = await fetch(`${issuer}/me`, {
      headers: { authorization: `DPoP ${token}`, DPoP: proofOf(key, elsewhere) },
    })
    expect(other.status).toBe(401)
  })
})

describe('a person’s token for another portal (Điều 15.3)', () => {
  const gone = refused(401, 'platform.tokenUnknown')
  const tokens = async (who: 'ward' | 'hospital' = 'hospital') => {
    const answer = await trial.exchange(await trial.code({ who }))
    return { access: textOf(answer, 'access_token'), refresh: textOf(answer, 'refresh_token') }
  }

  it('ends with the consent it was issued on', async () => {
    const mine = await tokens()
    expect(await read(mine.access)).toMatchObject({ status: 200 })
    expect(await trial.send(trial.portal, '/token/revocation', { token: mine.refresh })).toMatchObject({ status: 200 })
    expect(await read(mine.access)).toMatchObject(gone)
    expect(await trial.refresh(mine.refresh)).toMatchObject(refused(400, 'invalid_grant'))
  })

  it('is revoked by nobody but the client it was issued to', async () => {
    const mine = await tokens()
    for (const name of ['access', 'refresh'] as const) {
      const answer = await trial.send(trial.otherPortal, '/token/revocation', { token: mine[name] })
      expect(answer).toMatchObject(refused(400, 'invalid_request'))
    }
    expect(await read(mine.access)).toMatchObject({ status: 200 })
  })

  it('ends with the account of the person', async () => {
    const mine = await tokens('ward')
    await modules.identity.suspendAccount(coordinator, people.ward.principal.accountId)
    expect(await read(mine.access)).toMatchObject(gone)
    expect(await trial.refresh(mine.refresh)).toMatchObject(refused(400, 'invalid_grant'))
  })

  it('ends with its client', async () => {
    const mine = await tokens()
    await modules.identity.suspendClient(coordinator, trial.portal.code, 'nghi bị chiếm')
    expect(await read(mine.access)).toMatchObject(gone)
    expect(await trial.refresh(mine.refresh)).toMatchObject(refused(401, 'invalid_client'))
    await modules.identity.resumeClient(coordinator, trial.portal.code, 'đã kiểm tra')
    expect(await read(mine.access)).toMatchObject(gone)
    expect(await read((await tokens()).access)).toMatchObject({ status: 200 })
  })
})

describe('a token bound to a certificate', () => {
  const own = makeCertificate('lgsp')
  const others = makeCertificate('lgsp')
  const expired = makeCertificate('lgsp', { hasEnded: true })
  const bound: { token?: string } = {}
  const asked = ['-d', 'grant_type=client_credentials', '-d', 'scope=kho.read', '-d', 'client_id=lgsp']
  const curl = async (more: readonly string[], pair?: { readonly certificate: string; readonly key: string }) => {
    const shown = pair ? ['--cert', pair.certificate, '--key', pair.key] : []
    const { stdout } = await promisify(execFile)('curl', ['-sk', '--max-time', '20', ...shown, ...more])
    return JSON.parse(stdout) as Record<string, unknown>
  }

  beforeAll(async () => {
    await trial.register('hospital', { code: 'lgsp', certificates: [own.certificate] })
    bound.token = String((await curl([...asked, `${mutualTlsUrl}/openid/token`], own.files))['access_token'])
  })

  const place = `${readPath}?purpose=nghiep-vu`
  const as = (scheme: string, given = bound.token ?? '') => ['-H', `authorization: ${scheme} ${given}`]

  it('reads with that certificate', async () => {
    expect(await curl([...as('Bearer'), `${mutualTlsUrl}${place}`], own.files)).toMatchObject({
      values: { ma: 'HS0001' },
    })
  })

  it.each<[string, () => Promise<Record<string, unknown>>, string]>([
    ['with another', () => curl([...as('Bearer'), `${mutualTlsUrl}${place}`], others.files), 'certificateMissing'],
    [
      'with one that has ended',
      () => curl([...as('Bearer'), `${mutualTlsUrl}${place}`], expired.files),
      'certificateMissing',
    ],
    ['with none', () => curl([...as('Bearer'), `${mutualTlsUrl}${place}`]), 'certificateMissing'],
    ['where none is asked for', () => curl([...as('Bearer'), `${url}${place}`]), 'certificateMissing'],
    [
      'with one claimed in a header',
      () => curl([...as('Bearer'), ...claimed(), `${url}${place}`]),
      'certificateMissing',
    ],
    [
      'as if it were bound to a key',
      () => curl([...as('DPoP'), `${mutualTlsUrl}${place}`], own.files),
      'certificateMissing',
    ],
  ])('is refused %s', async (_name, ask, code) => {
    expect(await ask()).toMatchObject({ status: 401, code: `identity.${code}` })
  })

  function claimed(): string[] {
    const base64 = own.certificate.replace(/-----[^-]+-----|\s/g, '')
    return ['-H', `client-cert: :${base64}:`]
  }

  it('lets nobody use a token that is bound to a key by showing a certificate instead', async () => {
    const answer = await curl([...as('Bearer', token), `${mutualTlsUrl}${place}`], own.files)
    expect(answer).toMatchObject({ status: 401, code: 'identity.proofMissing' })
  })

  it('is refused with its own certificate once that has ended, and none is registered then', async () => {
    const thumbprint = sha256(new X509Certificate(expired.certificate).raw).toString('base64url')
    const mine = String((await curl([...asked, `${mutualTlsUrl}/openid/token`], own.files))['access_token'])
    await testing.database.application.execute(sql`
      UPDATE identity.openid_artifacts SET payload = payload || ${JSON.stringify({ 'x5t#S256': thumbprint })}::jsonb
      WHERE digest = ${sha256(mine)}`)
    const answer = await curl([...as('Bearer', mine), `${mutualTlsUrl}${place}`], expired.files)
    expect(answer).toMatchObject({ status: 401, code: 'identity.certificateMissing' })
    expect(await curl([...asked, `${mutualTlsUrl}/openid/token`], expired.files)).toMatchObject({
      error: 'invalid_client',
    })
    const input = { code: 'lgsp-cu', certificates: [expired.certificate] }
    await expect(trial.register('hospital', input)).rejects.toMatchObject({ code: 'identity.clientKeyUnfit' })
  })
})
