import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PositionKeeper } from '../journal/index.ts'

/** Up to where the reconciler has seen everything: a file of its machine, outside the database it watches. */
export function createPositionFile(stateFolder: string): PositionKeeper {
  const file = path.join(stateFolder, 'reconciled')
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined),
    keep: (position) => {
      mkdirSync(stateFolder, { recursive: true })
      writeFileSync(`${file}.new`, `${position}\n`)
      renameSync(`${file}.new`, file)
    },
  }
}
