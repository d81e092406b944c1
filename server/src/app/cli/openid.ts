import { systemActor } from '../../journal/index.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'
import { withModules } from './with-modules.ts'

export const rotateKeysCommand: Command = {
  name: 'openid rotate-keys',
  summary: 'Make the next signing key of the OpenID provider: published now, it signs a day later',
  usage: '[--now]',
  options: { now: { type: 'boolean' } },
  help: [
    '--now   the new key signs at once, for when the present one may be lost; what was signed before can be verified for seven days',
    'A new key is made by itself every 90 days.',
  ],
  run: (input) =>
    withModules(input, async ({ identity }) => {
      const isNow = input.options['now'] === true
      const key = await identity.openid.rotateSigningKeys(systemActor('openid rotate-keys'), isNow)
      if (key) say(`${key.kid} signs from ${key.signsFrom.toISOString()}`)
      return key ? 0 : 1
    }),
}
