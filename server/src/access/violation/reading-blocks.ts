import type { Principal } from '../../identity/index.ts'
import type { Db } from '../../platform/index.ts'
import type { ReadingBlocks } from '../decision/reading-blocks.ts'
import { writtenNumber } from '../written-number.ts'
import { listBlocked } from './reading-block.store.ts'

/** Blocks, kept for one authority epoch: each change of one raises it. */
export function createReadingBlocks(db: Db): ReadingBlocks {
  let kept: { readonly epoch: number; readonly violations: Promise<Map<string, string>> } | undefined
  return {
    blockOf: async ({ accountId, epoch }: Principal) => {
      if (!kept || kept.epoch < epoch) kept = { epoch, violations: load(db) }
      const current = kept
      // What failed once is asked again.
      current.violations.catch(() => {
        if (kept === current) kept = undefined
      })
      return (await current.violations).get(accountId)
    },
  }
}

async function load(db: Db): Promise<Map<string, string>> {
  return new Map((await listBlocked(db)).map((each) => [each.account, writtenNumber(each)]))
}
