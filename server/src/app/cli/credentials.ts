import { tokenOption, UsageError } from './command.ts'
import type { CommandInput } from './command.ts'
import { findSignIn } from './sign-in-file.ts'
import { signedInCredentials } from './signed-in.ts'

/** What a command shows with its requests. */
export interface Credentials {
  /** Headers of one request; each is made for itself, for a proof of possession counts once. */
  headersFor(method: string, address: string): Promise<Record<string, string>>
  /** Learns from an answer what the next request must carry; gives whether this one may be sent once more. */
  learn(status: number, header: (name: string) => string | null | undefined): boolean
}

/** Headers that are the same for every request: an API token, or the cookie of a sign-in. */
export function fixedCredentials(headers: Readonly<Record<string, string>>): Credentials {
  return { headersFor: () => Promise.resolve({ ...headers }), learn: () => false }
}

/** An API token of `--token` or KHO_TOKEN; without one the sign-in of `kho login` at this server; undefined without either. */
export async function findCredentials(input: CommandInput, url: string): Promise<Credentials | undefined> {
  const token = tokenOption(input)
  if (token !== undefined) return fixedCredentials({ authorization: `Bearer ${token}` })
  const file = input.signInFile
  if (file === undefined) return undefined
  return (await findSignIn(file, url)) ? signedInCredentials(file, url) : undefined
}

/** The same for what needs them. */
export async function credentialsFor(input: CommandInput, url: string): Promise<Credentials> {
  const found = await findCredentials(input, url)
  if (!found) throw new UsageError('Sign in with "kho login", or give an API token with --token or in KHO_TOKEN.')
  return found
}
