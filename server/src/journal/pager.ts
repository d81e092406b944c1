import type { CursorSeal } from '../platform/index.ts'

/** Cursors of lists that are ordered by id, newest first. */
export function createPager(cursors: CursorSeal) {
  return {
    /** The id a page begins behind. */
    position(query: string, cursor: string | undefined): string | undefined {
      const position = cursor === undefined ? undefined : cursors.open(query, cursor)
      return typeof position === 'string' ? position : undefined
    },
    /** The cursor of the next page; null when this page was not full. */
    next(query: string, rows: readonly { readonly id: string }[], limit: number): string | null {
      const last = rows.length === limit ? rows.at(-1) : undefined
      return last === undefined ? null : cursors.seal(query, last.id)
    },
  }
}
