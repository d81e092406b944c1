import { platformProblems } from '../problems.ts'
import type { Json } from './canonical-json.ts'
import { keyedDigest, sameSecret } from './digest.ts'

/** Seals where a page ended, so that a cursor can neither be forged nor carried over to another query. */
export interface CursorSeal {
  seal(query: string, position: Json): string
  /** The position; throws `platform.invalidCursor` when the cursor is not ours or belongs to another query. */
  open(query: string, cursor: string): Json
}

export function createCursorSeal(secret: string): CursorSeal {
  const sign = (query: string, body: string) => keyedDigest(secret, 'cursor', `${query}\n${body}`).slice(0, 22)
  return {
    seal(query, position) {
      const body = Buffer.from(JSON.stringify(position)).toString('base64url')
      return `${body}.${sign(query, body)}`
    },
    open(query, cursor) {
      const [body = '', signature = ''] = cursor.split('.')
      if (!sameSecret(signature, sign(query, body))) throw platformProblems.invalidCursor()
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as Json
    },
  }
}
