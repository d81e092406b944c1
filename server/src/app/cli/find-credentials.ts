import { tokenOption, UsageError } from './command.ts'
import type { CommandInput } from './command.ts'
import { fixedCredentials } from './credentials.ts'
import type { Credentials } from './credentials.ts'
import { findSignIn } from './sign-in-file.ts'

/** An API token of `--token` or KHO_TOKEN; without one the sign-in of `kho login` at this server; undefined without either. */
export async function findCredentials(input: CommandInput, url: string): Promise<Credentials | undefined> {
  const token = tokenOption(input)
  if (token !== undefined) return fixedCredentials({ authorization: `Bearer ${token}` })
  const file = input.signInFile
  if (file === undefined) return undefined
  if (!(await findSignIn(file, url))) return undefined
  // Only who signed in waits for what signing needs.
  const { signedInCredentials } = await import('./signed-in.ts')
  return signedInCredentials(file, url)
}

/** The same for what needs them. */
export async function credentialsFor(input: CommandInput, url: string): Promise<Credentials> {
  const found = await findCredentials(input, url)
  if (!found) throw new UsageError('Sign in with "kho login", or give an API token with --token or in KHO_TOKEN.')
  return found
}
