import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { killAgainAndAgain } from '../../test/journal/kills.ts'

const testing = await createTestDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-kills-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('loses no acknowledged entry, leaves no gap and signs no second history when processes are killed (Điều 13.3)', async () => {
  const victims = ['one of two processes', 'both processes'] as const
  const { acknowledged, checkpoints } = await killAgainAndAgain(testing, folder, { rounds: 4, victims, seed: 41 })
  expect(acknowledged).toBeGreaterThan(20)
  expect(checkpoints).toBeGreaterThan(4)
})
