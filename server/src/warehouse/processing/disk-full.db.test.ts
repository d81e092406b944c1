import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { noDisk, smallDisk } from '../../../test/small-disk.ts'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { isBalanced } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, contents, deliver, ended, modules, people, submit, testing } = warehouse

const rows = (count: number, name: string) =>
  `ma,ten\n${Array.from({ length: count }, (_, place) => `${String(place)},${name} ${String(place)}\n`).join('')}`

describe('a full disk under the raw files (Điều 5.2)', () => {
  const disk = smallDisk(1)

  it('refuses the delivery in words that say what to do, takes nothing in, and goes on once there is room', async (ctx) => {
    if (disk === undefined) return ctx.skip(noDisk)
    const incoming = path.join(warehouse.blobFolder, 'incoming')
    mkdirSync(incoming, { recursive: true })
    execFileSync('mount', ['--bind', disk, incoming])
    const before = await contents()
    try {
      const query = { load: 'full' }
      const headers = { 'content-type': 'text/csv' }
      const body = rows(60_000, 'Nơi không còn chỗ')
      const path = '/warehouse/datasets/don-vi/submissions'
      const answer = await call<{ code: string }>('provider', path, { method: 'POST', body, query, headers })
      expect(answer.status).toBe(503)
      expect(answer.body.code).toBe('platform.storageFull')
      expect(await contents()).toBe(before)
      expect((await warehouse.blobs()).unfinished).toEqual([])
    } finally {
      execFileSync('umount', ['-l', incoming])
    }
    expect(await deliver('ma,ten\n1,Có chỗ\n', { dataset: 'don-vi' })).toMatchObject({ state: 'applied' })
  })
})

describe('a full disk under the database (Điều 5.2)', () => {
  const dataset = 'day-dia'
  let disk: string | undefined

  /** Settings of a database hold for connections made afterwards. */
  async function renewConnections(): Promise<void> {
    await testing.asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                           WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    const { application, loader, reader } = testing.database
    for (const pool of [application, loader, reader]) {
      const answers = () =>
        pool.first(sql`SELECT 1`).then(
          () => true,
          () => false,
        )
      while (!(await answers())) await sleep(5)
    }
  }

  beforeAll(async () => {
    const [{ folder } = { folder: '' }] = await testing.asAdmin<{ folder: string }>(
      `SELECT current_setting('data_directory') AS folder`,
    )
    disk = smallDisk(24, statSync(folder))
    if (disk === undefined) return
    const space = `small_${testing.name}`
    await testing.asAdmin(`CREATE TABLESPACE ${space} LOCATION '${disk}'`)
    await testing.asAdmin(`GRANT CREATE ON TABLESPACE ${space} TO PUBLIC`)
    await testing.asAdmin(`ALTER DATABASE ${testing.name} SET default_tablespace = '${space}'`)
    await testing.asAdmin(`ALTER DATABASE ${testing.name} SET temp_tablespaces = '${space}'`)
    await renewConnections()
    const facts = aDataset({ code: dataset, provider: people.provider.unit.id })
    await modules.catalogue.registerDataset(anActor(), { ...facts, consumers: [{ group: 'all' }] })
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
    await warehouse.promulgate('2026-02-01', [dataset])
  })

  it('leaves what was in force, ends the submission as failed with the reason, and takes the next one', async (ctx) => {
    if (disk === undefined) return ctx.skip(noDisk)
    expect(await deliver(rows(2_000, 'Trước'), { dataset })).toMatchObject({ state: 'applied', applyNumber: 1 })
    const before = await testing.asAdmin('SELECT md5(string_agg(t::text, $1 ORDER BY _key)) FROM data.day_dia AS t', [
      '|',
    ])
    const { id } = await submit(rows(150_000, 'Một cái tên dài để đĩa mau đầy hơn'), { dataset })
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      applyNumber: null,
      problem: { code: 'warehouse.storageExhausted' },
    })
    expect(
      await testing.asAdmin('SELECT md5(string_agg(t::text, $1 ORDER BY _key)) FROM data.day_dia AS t', ['|']),
    ).toEqual(before)
    expect(await testing.asAdmin(`SELECT FROM pg_tables WHERE schemaname = 'staging'`)).toEqual([])
    const next = await deliver(rows(2_001, 'Sau'), { dataset })
    expect(next).toMatchObject({
      state: 'applied',
      applyNumber: 2,
      balance: { sent: 2_001, changed: 2_000, inserted: 1 },
    })
    expect(next.balance && isBalanced(next.balance)).toBe(true)
  })
})
