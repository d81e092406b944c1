import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, aFile, csvOf, files, manyFiles, officeFields, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { CallOptions } from '../../../test/warehouse/caller.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { anActor } from '../../law/testing.ts'

const submissionMaxBytes = 20_000
const warehouse = await openWarehouse({ submissionMaxBytes })
const { app, call, deliver, modules, people, refusal } = warehouse
const csv = csvOf(manyFiles(5))
const into = (dataset: string) => `/warehouse/datasets/${dataset}/submissions`
const asCsv = (body = csv): CallOptions => ({ method: 'POST', headers: { 'content-type': 'text/csv' }, body })
const server = { port: '' }

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  server.port = new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port
})

/** Runs what must leave no trace: no submission, no entry, no file. */
async function leavingNothing(work: () => Promise<unknown>): Promise<void> {
  const before = [await warehouse.contents(), await warehouse.blobs()]
  await work()
  expect([await warehouse.contents(), await warehouse.blobs()]).toEqual(before)
}

describe('a delivery is refused before anything is taken in', () => {
  it('to a dataset whose promulgated form is changes only: as a full load it would delete the rest (Điều 9)', async () => {
    const own = { code: 'thay-doi', provider: people.provider.unit.id, consumers: [{ group: 'all' as const }] }
    await modules.catalogue.registerDataset(anActor(), aDataset({ ...own, updateMethod: 'incremental' }))
    await modules.catalogue.declareStructure(anActor(), own.code, { fields: officeFields, note: '' })
    await warehouse.promulgate('2026-01-03', [files, offices, own.code])
    await leavingNothing(async () => {
      const expected = { status: 422, code: 'catalogue.kindRefusesLoad', clause: 'Điều 9' }
      await refusal(expected, 'provider', into(own.code), asCsv('ma,ten\nDV1,Một\n'))
    })
  })

  const notProvider = { status: 403, code: 'access.submitRefused', clause: 'Điều 10' }

  it('by a provider of other data (Điều 10)', async () => {
    await leavingNothing(async () => {
      const { vi, en } = await refusal(notProvider, 'otherProvider', into(files), asCsv())
      expect(vi.detail).toContain('đơn vị cung cấp “Hồ sơ trợ cấp” là Sở Nội vụ, không phải Sở Tài chính')
      expect(en).toMatchObject({ reason: 'notProvider' })
    })
  })

  it.each<Who>(['hospital', 'ward', 'stranger', 'coordinator', 'committee', 'auditor'])(
    'by an account without the role of a provider: %s (Điều 7.1)',
    async (who) => {
      const expected = { status: 403, code: 'platform.permissionMissing', clause: 'Điều 7.1' }
      await leavingNothing(() => refusal(expected, who, into(files), asCsv()))
    },
  )

  it('by nobody', async () => {
    await leavingNothing(() =>
      refusal({ status: 401, code: 'platform.signInRequired' }, undefined, into(files), asCsv()),
    )
  })

  it('for a dataset without a row in force (Điều 9)', async () => {
    const provider = people.provider.unit.id
    await modules.catalogue.registerDataset(anActor(), aDataset({ code: 'chua-ban-hanh', provider }))
    await modules.catalogue.declareStructure(anActor(), 'chua-ban-hanh', { fields: officeFields, note: '' })
    const expected = { status: 403, code: 'access.submitRefused', clause: 'Điều 9' }
    await leavingNothing(() => refusal(expected, 'provider', into('chua-ban-hanh'), asCsv('ma,ten\n1,Một\n')))
  })

  it('for a dataset that does not exist', async () => {
    const expected = { status: 404, code: 'catalogue.datasetNotFound' }
    await leavingNothing(() => refusal(expected, 'provider', into('khong-co'), asCsv()))
  })

  it.each([
    ['application/xml', '<ma>HS0001</ma>'],
    ['text/plain', csv],
    ['application/x-www-form-urlencoded', 'ma=HS0001'],
    ['multipart/form-data; boundary=x', `--x\r\n\r\n${csv}\r\n--x--`],
    ['application/vnd.ms-excel', 'PK'],
  ])('as %s', async (type, body) => {
    const request: CallOptions = { method: 'POST', headers: { 'content-type': type }, body }
    const expected = { status: 415, code: 'platform.unsupportedMediaType' }
    await leavingNothing(() => refusal(expected, 'provider', into(files), request))
  })

  it('with a kind of load, a channel or a file name that there is not', async () => {
    const expected = { status: 400, code: 'platform.invalidRequest' }
    for (const query of [{ load: 'part' }, { channel: 'fax' }, { fileName: 'x'.repeat(201) }]) {
      await leavingNothing(() => refusal(expected, 'provider', into(files), { ...asCsv(), query }))
    }
  })

  it('while the file is still on its way, and the sender is told', async () => {
    const answer = await beginUpload('stranger', { length: 1_000_000, first: csv }).answer
    expect(answer).toBe(403)
  })
})

describe('a delivery that cannot be taken in whole leaves nothing behind', () => {
  it('a file beyond the limit', async () => {
    const large = csvOf(Array.from({ length: 400 }, (_, place) => aFile(place)))
    expect(large.length).toBeGreaterThan(submissionMaxBytes)
    await leavingNothing(async () => {
      const { vi, en } = await refusal(
        { status: 413, code: 'warehouse.fileTooLarge' },
        'provider',
        into(files),
        asCsv(large),
      )
      expect([vi.detail, en.detail]).toEqual([
        'Một đợt nộp nhận tối đa 20000 byte.',
        'One submission takes at most 20000 bytes.',
      ])
    })
  })

  it('a file beyond the limit that is still being sent', async () => {
    const upload = beginUpload('provider', { length: 1_000_000, first: 'x'.repeat(submissionMaxBytes + 1) })
    await leavingNothing(async () => {
      expect(await upload.answer).toBe(413)
    })
  })

  it.each([
    ['with its length told', 1_000_000],
    ['in chunks', undefined],
  ])('an upload that is cut off, %s', async (_, length) => {
    await leavingNothing(async () => {
      const upload = beginUpload('provider', { length, first: csv })
      while ((await warehouse.blobs()).unfinished.length === 0) await sleep(5)
      upload.cutOff()
      while ((await warehouse.blobs()).unfinished.length > 0) await sleep(5)
    })
  })

  it('and the next delivery of the same file is taken', async () => {
    const { status } = await call('provider', into(files), asCsv())
    expect(status).toBe(202)
  })
})

/** Opens a real connection and sends the first part of a file. */
function beginUpload(who: Who, { length, first }: { length: number | undefined; first: string }) {
  const request = http.request({
    ...{ host: '127.0.0.1', port: server.port, method: 'POST', path: `/api/v1${into(files)}` },
    headers: {
      authorization: `Bearer ${people[who].token}`,
      'content-type': 'text/csv',
      ...(length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }),
    },
  })
  const answer = new Promise<number | undefined>((resolve) => {
    request.on('response', (response) => {
      response.resume()
      resolve(response.statusCode)
      request.destroy()
    })
    request.on('error', () => {
      resolve(undefined)
    })
  })
  request.write(first)
  return { answer, cutOff: () => request.destroy() }
}
