import { randomInt } from 'node:crypto'

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groupLength = 4

/** Random characters in groups of four, to be written down or told; 4.95 bits each. */
export function groupsOfCharacters(groups: number): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** What somebody typed of such a code, without case, spaces and dashes. */
export function typedCharacters(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '')
}
