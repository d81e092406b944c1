import { createRequire } from 'node:module'
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs'

let loaded: typeof Cedar | undefined

/** Megabytes of WebAssembly: loaded when the first policies are made, not by every command that decides nothing. */
export function engine(): typeof Cedar {
  loaded ??= createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar
  return loaded
}
