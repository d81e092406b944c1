import { existsSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'vitest'

/** A folder of official data that lies beside the project on some machines; null where it does not. */
export function sharedData(name: string): string | null {
  const folder = path.resolve(import.meta.dirname, '../../../shared/data', name)
  return existsSync(folder) ? folder : null
}

/** Skips a test, saying why, where that folder is missing: `beforeEach(skipWithoutSharedData('…'))`. */
export function skipWithoutSharedData(name: string): (context: TestContext) => void {
  return (context) => {
    context.skip(sharedData(name) === null, `there is no ../shared/data/${name} beside the project`)
  }
}
