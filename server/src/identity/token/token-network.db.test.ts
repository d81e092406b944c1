import { expect, it } from 'vitest'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

const { app, modules, people, deliver, clock } = await openWarehouse()
const { identity } = modules
for (const network of ['10.0.0.0/8', '2001:db8::/32'])
  await modules.zones.addNetwork(anActor(), { zone: 'dedicated', network, name: network }, undefined)
const hospital = { ...people.hospital.principal, via: 'session' as const }

it('a token counts within its networks only, however the address is written, and says where it came from (Điều 13.2)', async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(3))
  const networks = ['10.1.0.0/16', '2001:db8:1::/48']
  const { token } = await identity.issueToken(hospital, { label: 'báo cáo', expiresInDays: 30, networks })
  const read = async (remoteAddress: string) => {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' }
    const url = `/api/v1/warehouse/datasets/${files}/records/HS0001?purpose=nghiep-vu`
    const answer = await app.inject({ url, headers, remoteAddress })
    return { status: answer.statusCode, ...answer.json<{ code?: string; detail?: string }>() }
  }
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8:1::9']) {
    expect(await read(address)).toMatchObject({ status: 200 })
  }
  for (const address of ['10.2.0.1', '::ffff:10.2.0.1', '2001:db8:2::9', '127.0.0.1']) {
    const refused = {
      status: 403,
      code: 'identity.tokenOutsideNetwork',
      detail: expect.stringContaining(address.replace('::ffff:', '')) as string,
    }
    expect(await read(address)).toMatchObject(refused)
  }
  // A principal that is kept from a good request does not let another network in.
  expect(await read('10.1.2.3')).toMatchObject({ status: 200 })
  expect(await read('10.2.0.1')).toMatchObject({ status: 403 })
})

it('a token is refused with networks that are none, and ends at its end', async () => {
  const input = { label: 'sai', expiresInDays: 1, networks: ['10.1.0.0/33'] }
  await expect(identity.issueToken(hospital, input)).rejects.toMatchObject({ code: 'identity.networkInvalid' })
  const { token } = await identity.issueToken(hospital, { label: 'ngắn', expiresInDays: 1 })
  const headers = { authorization: `Bearer ${token}` }
  const status = async () => (await app.inject({ url: '/api/v1/identity/tokens', headers })).statusCode
  expect(await status()).toBe(200)
  clock.moveTo(new Date(clock.now().getTime() + 86_400_001).toISOString())
  expect(await status()).toBe(401)
})
