import { expect, it } from 'vitest'
import { interleave } from '../access/interleaved.ts'
import { shareOut } from '../access/share-out.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const requests = Number(process.env['KHO_TEST_REQUESTS'] ?? 100_000)

const warehouse = await openWarehouse()

it('no request over shared connections sees the context of another (Điều 11.2)', async () => {
  const shares = await shareOut(warehouse)
  const { asked, wrong } = await interleave(warehouse.testing, shares, { requests, seed: 1 })
  expect(wrong).toBe(0)
  writeEvidence('row-security', {
    claim: 'No request over shared connections sees the rows of another, however those before it ended',
    method:
      'Requests of readers of two wards, of a part and of the whole of a dataset go over four connections at once, sixteen at a time. Between those that are answered ' +
      'others fail, run out of time, are cancelled, lose their connection, or come without a context. Every answer is compared with the keys of the reader’s own rows.',
    figures: { requests, ...asked, wrong },
  })
})
