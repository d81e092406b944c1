import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { Readable } from 'node:stream'

/** SHA-256 of bytes or of UTF-8 text. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer')
}

/** SHA-256 of a stream, hex. */
export async function digestOf(content: Readable): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of content as AsyncIterable<Buffer>) digest.update(chunk)
  return digest.digest('hex')
}

/** HMAC-SHA-256 in base64url; `purpose` keeps keys of different uses apart. */
export function keyedDigest(secret: string, purpose: string, data: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${data}`).digest('base64url')
}

/** Compares two texts in constant time. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [sha256(left), sha256(right)]
  return timingSafeEqual(a, b)
}
