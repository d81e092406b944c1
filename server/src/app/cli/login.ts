import * as oauth from 'openid-client'
import { createClient } from './client.ts'
import { note, say, signInFileOf } from './command.ts'
import type { Command } from './command.ts'
import { changeSignIn, findSignIn } from './sign-in-file.ts'
import { serverUrl } from './server-url.ts'
import { discoverProvider, keptOf, signedInCredentials } from './signed-in.ts'

export const loginCommand: Command = {
  name: 'login',
  summary: 'Sign in at a server: confirm a code in the browser, then other commands work with your rights',
  usage: '[--url <address>] [--read-only]',
  options: { url: { type: 'string' }, 'read-only': { type: 'boolean' } },
  help: [
    '--url         the server; otherwise the one running here',
    '--read-only   the commands may read for you, and change nothing',
    'The sign-in is kept in a file of your own that nobody else may read, and ends by itself after some hours.',
  ],
  run: async (input) => {
    const url = serverUrl(input)
    const file = signInFileOf(input)
    const config = await discoverProvider(url)
    const pair = await oauth.randomDPoPKeyPair('ES256', { extractable: true })
    const key = { ...(await crypto.subtle.exportKey('jwk', pair.privateKey)) }
    const DPoP = oauth.getDPoPHandle(config, pair)
    const scope = input.options['read-only'] === true ? 'kho.read' : 'kho.read kho.write'
    const waiting = await oauth.initiateDeviceAuthorization(config, { scope: `openid ${scope}` })
    note(`Open ${waiting.verification_uri_complete ?? waiting.verification_uri}`)
    note(`and confirm the code ${waiting.user_code}`)
    const tokens = await confirmed(oauth.pollDeviceAuthorizationGrant(config, waiting, undefined, { DPoP }))
    if (!tokens) return 1
    await changeSignIn(file, url, () => Promise.resolve({ ...keptOf(tokens), login: '', key }))
    const login = await nameAt(url, file)
    await changeSignIn(file, url, (kept) => Promise.resolve(kept && { ...kept, login }))
    say(`signed in at ${url} as ${login}`)
    return 0
  },
}

export const logoutCommand: Command = {
  name: 'logout',
  summary: 'End the sign-in of "kho login" at a server, there and here',
  usage: '[--url <address>]',
  options: { url: { type: 'string' } },
  run: async (input) => {
    const url = serverUrl(input)
    const file = signInFileOf(input)
    const kept = await findSignIn(file, url)
    if (!kept) {
      say(`not signed in at ${url}`)
      return 0
    }
    const config = await discoverProvider(url)
    await oauth.tokenRevocation(config, kept.refreshToken)
    await changeSignIn(file, url, () => Promise.resolve(undefined))
    say(`signed out at ${url}`)
    return 0
  },
}

/** The tokens, once the person has said yes; undefined when they said no, or said nothing. */
async function confirmed(answer: Promise<oauth.TokenEndpointResponse>) {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) throw error
    note(
      error.error === 'access_denied' ? 'The code was refused in the browser.' : 'The code was not confirmed in time.',
    )
    return undefined
  }
}

async function nameAt(url: string, file: string): Promise<string> {
  const client = createClient(url, signedInCredentials(file, url))
  const { body } = await client.request('GET', '/identity/session')
  return (body as { account: { login: string } | null }).account?.login ?? ''
}
