import { randomInt } from 'node:crypto'
import { sha256 } from '../../platform/index.ts'

const count = 10
/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** Codes of 79 bits in groups of four, to be written down. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, newRecoveryCode)
}

function newRecoveryCode(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** The digest kept of a code, however it was typed; undefined when the text is no recovery code. */
export function digestOfRecoveryCode(text: string): Buffer | undefined {
  const code = text.toLowerCase().replace(/[\s-]/g, '')
  return code.length === groups * groupLength ? sha256(`recovery code\n${code}`) : undefined
}
