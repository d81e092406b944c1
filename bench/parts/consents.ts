import type { Principal } from '../../server/src/identity/index.ts'
import type { BenchCity } from './city.ts'
import { serve } from './client.ts'
import { signIn } from './grants.ts'

const purpose = 'nghiep-vu'

/**
 * Milliseconds from sending a consent to the first page that is told under it, and from sending a revocation to the first
 * page that is refused; once a round, over HTTP, a reader asking again and again.
 */
export async function measureConsents(
  city: BenchCity,
  { dataset, rounds }: { readonly dataset: string; readonly rounds: number },
): Promise<{ opened: number[]; closed: number[] }> {
  const { law, identity, grants } = city.modules
  const http = await serve(city)
  const [reader, committee] = [await signIn(city, 'thue'), await signIn(city, 'uyban')]
  const { id: instrument } = await law.register(committee, anInstrument)
  const { token } = await identity.issueToken(reader, { label: 'bench', expiresInDays: 1 })
  const readUntil = async (wanted: number) => {
    const headers = { authorization: `Bearer ${token}` }
    const url = `${http.url}/warehouse/datasets/${dataset}/records?limit=1&purpose=${purpose}`
    while ((await fetch(url, { headers })).status !== wanted);
  }
  const timed = async (path: string, body: object, wanted: number) => {
    const headers = { 'content-type': 'application/json', ...(await sessionOf(city, committee)) }
    const begin = performance.now()
    const sent = fetch(`${http.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    await readUntil(wanted)
    const milliseconds = performance.now() - begin
    const answer = await sent
    if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)} ${await answer.text()}`)
    return milliseconds
  }
  const [opened, closed]: number[][] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const request = await awaitingConsent(city, reader, dataset)
    opened?.push(await timed(`/access/grant-requests/${request}/consent`, { instrument }, 200))
    const [grant] = await grants.listGrants(reader, { dataset, before: undefined, limit: 1 })
    closed?.push(await timed(`/access/grants/${grant?.id ?? ''}/revocation`, { reason: 'bench' }, 403))
  }
  await http.close()
  return { opened: opened ?? [], closed: closed ?? [] }
}

const anInstrument = {
  ...({ number: 'BENCH/UBND-ĐY', kind: 'decision', title: 'Văn bản đồng ý', issuer: 'UBND Thành phố' } as const),
  ...{ signer: 'Chủ tịch', signedOn: '2026-01-01', effectiveFrom: '2026-01-01', effectiveTo: null },
  fileDigest: 'a'.repeat(64),
}

/** A request that the provider has agreed to and the coordinator has passed on. */
async function awaitingConsent(city: BenchCity, reader: Principal, dataset: string): Promise<string> {
  const { grantRequests } = city.modules
  const fields = [{ name: 'so_dinh_danh', mask: null }]
  const input = {
    ...{ dataset, purpose, extent: { fields, rows: [], channels: ['list'] as const, rowsPerDay: 1_000_000 } },
    ...{ legalBasis: 'bench', reasons: 'bench', startsAt: null, endsAt: new Date(Date.now() + 86_400_000) },
  }
  const { id } = await grantRequests.askForGrant(reader, input, 'vi')
  await grantRequests.giveOpinion(await signIn(city, 'hokhau'), id, { agrees: true, text: 'bench' })
  await grantRequests.checkGrantRequest(await signIn(city, 'dieuphoi'), id, { passesOn: true, text: 'bench' })
  return id
}

/** What a browser sends whose person has just shown who they are. */
async function sessionOf({ modules }: BenchCity, { accountId }: Principal): Promise<Record<string, string>> {
  const { identity } = modules
  const where = { address: '127.0.0.1', device: '' }
  const opening = { accountId, factor: 'passkey', method: 'passkey', where, requestId: 'bench' } as const
  const { session } = await identity.openSession(opening)
  return { cookie: `kho_session=${session}`, 'x-csrf-token': identity.csrfToken(session) }
}
