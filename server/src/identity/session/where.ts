import type { Caller } from '../../platform/index.ts'

/** From where somebody acts, as far as their request tells. */
export interface Where {
  readonly address: string
  /** Browser and system in words, e.g. `Firefox · Windows`. */
  readonly device: string
}

const browsers = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Cốc Cốc', /coc_coc_browser\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const
const systems = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** What a User-Agent header says, kept short; the header itself may be anything. */
export function deviceOf(userAgent: string | undefined): string {
  const header = userAgent ?? ''
  const names = [browsers, systems].map((kinds) => kinds.find(([, pattern]) => pattern.test(header))?.[0])
  return names.filter((name) => name !== undefined).join(' · ')
}

/** From where a request comes. */
export function whereOf(request: {
  readonly caller: Caller
  readonly headers: { readonly 'user-agent'?: string | undefined }
}): Where {
  return { address: request.caller.address, device: deviceOf(request.headers['user-agent']) }
}
