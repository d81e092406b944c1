import { createHmac } from 'node:crypto'

const blockBytes = 64

/**
 * The key under which values get their pseudonyms within one purpose, as the function `platform.pseudonym` of the database
 * takes it: the inner and the outer block of HMAC (RFC 2104). Who has it can try out values, so it goes to the database as a
 * parameter and never into a text.
 */
export function pseudonymKey(secret: string, purpose: string): Buffer {
  const key = Buffer.alloc(blockBytes)
  createHmac('sha256', secret).update(`pseudonym\n${purpose}`).digest().copy(key)
  return Buffer.concat([key.map((byte) => byte ^ 0x36), key.map((byte) => byte ^ 0x5c)])
}
