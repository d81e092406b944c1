import { textOption, UsageError } from './command.ts'
import type { CommandInput } from './command.ts'

/** An instant that is given as such, or as the local day it begins; undefined when none is given. */
export function instantOption(input: CommandInput, name: string): Date | undefined {
  const text = textOption(input, name)
  if (text === undefined) return undefined
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+07:00` : text)
  if (Number.isNaN(instant.getTime())) throw new UsageError(`--${name} is no instant: ${text}`)
  return instant
}
