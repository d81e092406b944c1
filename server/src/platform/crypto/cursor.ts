import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import { platformProblems } from '../problems.ts'
import type { Json } from './canonical-json.ts'

/**
 * Seals where a page ended, so that a cursor can neither be read nor forged nor carried over to another query: it may hold
 * what its bearer is not shown, such as the key of a row.
 */
export interface CursorSeal {
  seal(query: string, position: Json): string
  /** The position; throws `platform.invalidCursor` when the cursor is not ours or belongs to another query. */
  open(query: string, cursor: string): Json
}

const cipher = 'aes-256-ctr'
const tagBytes = 16
/** Positions are filled up to a multiple of this, so that the length of a cursor tells little. */
const step = 48

/**
 * The digest of query and position is at once what shows that the cursor is ours and where its key stream begins (a synthetic
 * initialisation vector, as in RFC 5297): the same answer has the same bytes each time, and no two answers share a stream.
 */
export function createCursorSeal(secret: string): CursorSeal {
  const keyOf = (use: string) => createHmac('sha256', secret).update(`cursor ${use}`).digest()
  const [tagKey, streamKey] = [keyOf('tag'), keyOf('stream')]
  const tagOf = (query: string, body: Buffer) =>
    createHmac('sha256', tagKey).update(`${String(Buffer.byteLength(query))}\n${query}`).update(body).digest().subarray(0, tagBytes) // prettier-ignore
  return {
    seal(query, position) {
      const text = Buffer.from(JSON.stringify(position))
      const body = Buffer.concat([text, Buffer.alloc(step - (text.length % step), ' ')])
      const tag = tagOf(query, body)
      return Buffer.concat([tag, createCipheriv(cipher, streamKey, tag).update(body)]).toString('base64url')
    },
    open(query, cursor) {
      const bytes = Buffer.from(cursor, 'base64url')
      const tag = bytes.subarray(0, tagBytes)
      const isWhole = bytes.length > tagBytes && bytes.toString('base64url') === cursor
      if (!isWhole) throw platformProblems.invalidCursor()
      const body = createDecipheriv(cipher, streamKey, tag).update(bytes.subarray(tagBytes))
      if (!timingSafeEqual(tag, tagOf(query, body))) throw platformProblems.invalidCursor()
      return JSON.parse(body.toString()) as Json
    },
  }
}
