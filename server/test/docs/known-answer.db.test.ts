import { expect, it } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { knownAnswer } from './known-answer.ts'

const testing = await createTestDatabase()

it('PostgreSQL gives the known answer of ADR 0003 (Điều 13.3)', async () => {
  for (const { salt, values, commitment } of knownAnswer().versions) {
    const rows = await testing.asAdmin(
      `SELECT encode(sha256(record_send(row(
         $1::uuid, $2::text, $3::text, $4::date::text, $5::bigint::text, $6::numeric::text, $7::boolean::text))), 'hex') AS found`,
      [salt, ...values],
    )
    expect(rows).toEqual([{ found: commitment }])
  }
})
