import { expect, it } from 'vitest'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'

const { call, deliver, refusal, testing } = await openWarehouse()

it('a window that is taken away under a reader is no fault of theirs: to be asked again', async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  await deliver(manyFiles(3))
  const records = `/warehouse/datasets/${files}/records`
  expect((await call('provider', records)).status).toBe(200)
  const views = await testing.asAdmin<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class AS c WHERE c.relnamespace = 'shown'::regnamespace`,
  )
  await testing.asAdmin(`DROP VIEW ${views.map(({ name }) => name).join(', ')}`)
  await refusal({ status: 503, code: 'platform.databaseUnavailable' }, 'provider', records)
})
