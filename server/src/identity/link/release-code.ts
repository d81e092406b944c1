import { sha256 } from '../../platform/index.ts'
import { groupsOfCharacters, typedCharacters } from '../factor/readable-code.ts'

const groups = 3

/** A code of 59 bits in groups of four, to be told by voice. */
export function newReleaseCode(): string {
  return groupsOfCharacters(groups)
}

/** The digest kept of a code, however it was typed; it is bound to its link. */
export function digestOfReleaseCode(linkDigest: Buffer, text: string): Buffer {
  return sha256(`release code\n${linkDigest.toString('hex')}\n${typedCharacters(text)}`)
}
