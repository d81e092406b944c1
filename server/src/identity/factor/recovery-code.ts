import { sha256 } from '../../platform/index.ts'
import { groupsOfCharacters, typedCharacters } from './readable-code.ts'

const count = 10
const groups = 4
const length = 16

/** Codes of 79 bits in groups of four, to be written down. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => groupsOfCharacters(groups))
}

/** The digest kept of a code, however it was typed; undefined when the text is no recovery code. */
export function digestOfRecoveryCode(text: string): Buffer | undefined {
  const code = typedCharacters(text)
  return code.length === length ? sha256(`recovery code\n${code}`) : undefined
}
