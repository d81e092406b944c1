import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../../platform/index.ts'

/** One command of `kho`; `kho --help` and `docs/reference/commands.md` are made from these. */
export interface Command {
  /** Words after `kho`, e.g. `journal verify`. */
  readonly name: string
  readonly summary: string
  /** What follows the name, e.g. `<dataset> <file>`. */
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
  /** What its options and exit codes mean, line by line; `--help` prints it. */
  readonly help?: readonly string[]
  /** Gives the exit code. */
  readonly run: (input: CommandInput) => Promise<number>
}

/** Several texts for an option that may be given more than once. */
export type OptionValue = string | boolean | readonly string[]

export interface CommandInput {
  readonly config: Config
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, OptionValue | undefined>>
  /** API token from KHO_TOKEN. */
  readonly token: string | undefined
  /** Where the sign-ins of `kho login` are kept; nowhere when absent. */
  readonly signInFile?: string
}

/** A mistake in how a command was called; told without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The text value of an option. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.options[name]
  return typeof value === 'string' ? value : undefined
}

/** The text values of an option that may be given more than once. */
export function textOptions(input: CommandInput, name: string): readonly string[] {
  const value = input.options[name]
  return typeof value === 'object' ? value : []
}

/** The API token of `--token` or KHO_TOKEN; undefined when there is none. */
export function tokenOption(input: CommandInput): string | undefined {
  const token = textOption(input, 'token') ?? input.token
  // No header could carry it: fetch would fail as if there were no server.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(
      'The API token holds a character that no token has, such as a space or a letter with marks. Copy it again, whole and alone, from your account page.',
    )
  return token
}

/** The file in which sign-ins are kept, for commands that mean nothing without. */
export function signInFileOf({ signInFile }: CommandInput): string {
  if (signInFile === undefined) throw new UsageError('There is no folder of your own to keep a sign-in in.')
  return signInFile
}

/** One line on how the work goes; what it gives is told by `say`. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** One line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Characters that move the cursor, begin a line or turn the direction of text around. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A line that holds what somebody outside wrote: whatever that is, it stays in its line and is seen. */
export function sayForeign(line: string): void {
  say(withoutUnseen(line))
}

export function withoutUnseen(text: string): string {
  return text.replaceAll(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)
}
