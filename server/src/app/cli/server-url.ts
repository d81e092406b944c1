import { findRunning } from '../running.ts'
import { textOption } from './command.ts'
import type { CommandInput } from './command.ts'

/** Where the server is: `--url`, else the one running on this installation, else the configured address. */
export function serverUrl(input: CommandInput): string {
  const { config } = input
  const fallback = config.publicUrl ?? `http://${config.host}:${String(config.port)}`
  return (textOption(input, 'url') ?? findRunning(config)?.url ?? fallback).replace(/\/$/, '')
}
