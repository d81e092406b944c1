import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { allCommands, findCommand } from './app/cli/index.ts'
import { say, UsageError } from './app/cli/command.ts'
import type { Command, OptionValue } from './app/cli/command.ts'
import { ConfigError, MigrationError, ProblemError, readConfig } from './platform/index.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words[0] === '--help' || words[0] === '-h' || words[0] === 'help') {
    await printHelp()
    return words.length === 0 ? 2 : 0
  }
  if (words[0] === '--version') {
    say(`khochung ${version()}`)
    return 0
  }
  const command = await findCommand(words)
  if (!command) {
    process.stderr.write(`kho: there is no command "${words.join(' ')}". "kho --help" lists them all.\n`)
    return 2
  }
  try {
    const rest = words.slice(command.name.split(' ').length)
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values['help'] === true) {
      printUsage(command)
      return 0
    }
    const { KHO_TOKEN: given = '', ...env } = process.env
    const userFolder = env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')
    const signInFile = path.join(userFolder, 'khochung', 'sign-ins.json')
    const token = given === '' ? undefined : given
    const input = { args: positionals, options: onlyPlain(values), token, signInFile }
    return await command.run({ config: readConfig(env), ...input })
  } catch (error) {
    return tell(command, error)
  }
}

function version(): string {
  const file = new URL('../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** An option that may be given more than once has a list of texts. */
function onlyPlain(values: Readonly<Record<string, unknown>>): Record<string, OptionValue> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : [])))
}

function isPlain(value: unknown): value is OptionValue {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string')
  return typeof value === 'string' || typeof value === 'boolean'
}

/** Faults of the caller or of the surroundings are told in a line; only ours come with a stack. */
function tell(command: Command, error: unknown): number {
  const isParseError = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const named = [
    'EmbeddedDatabaseError',
    'RecipeError',
    'UnsafeStartError',
    'WitnessStateError',
    'WitnessedPastError',
    'LogKeyMissingError',
    'PublishingFailedError',
    'TreeAlteredError',
  ]
  const isExpected =
    [UsageError, ConfigError, MigrationError, ProblemError].some((kind) => error instanceof kind) ||
    (error instanceof Error && named.includes(error.name))
  if (error instanceof Error && (isExpected || isParseError)) {
    process.stderr.write(`kho ${command.name}: ${error.message}\n`)
    if (isParseError || error instanceof UsageError)
      process.stderr.write(`Usage: kho ${command.name} ${command.usage}\n`)
    return isParseError ? 2 : 1
  }
  if (isAddressInUse(error)) {
    process.stderr.write(`kho ${command.name}: the port is taken by another program. Set KHO_PORT to a free one.\n`)
    return 1
  }
  throw error
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

async function printHelp(): Promise<void> {
  say('kho: the shared data warehouse of a city (kho dữ liệu dùng chung)\n')
  const commands = await allCommands()
  const width = Math.max(...commands.map((command) => command.name.length))
  for (const { name, summary } of commands) say(`  kho ${name.padEnd(width)}  ${summary}`)
  say('\n"kho <command> --help" tells its options. Settings are environment variables: docs/reference/configuration.md')
}

function printUsage({ name, usage, summary, options, help = [] }: Command): void {
  say(`${summary}\n\nUsage: kho ${name} ${usage}`)
  for (const [option, { type }] of Object.entries(options)) say(`  --${option}${type === 'string' ? ' <value>' : ''}`)
  for (const [at, line] of help.entries()) say(at === 0 ? `\n${line}` : line)
}
