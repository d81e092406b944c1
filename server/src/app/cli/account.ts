import { linkAddress, roles } from '../../identity/index.ts'
import type { IssuedLink, Role } from '../../identity/index.ts'
import { createLog, localDay, systemClock } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { findRunning } from '../running.ts'
import { createModules } from '../modules.ts'
import { systemActor } from '../../journal/index.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

/** How an empty installation gets its first city, administrator and coordinator; everything after that is done in the open. */
export const accountIssueCommand: Command = {
  name: 'account issue',
  summary:
    'Issue an account; makes the unit when it is the city itself. Prints a link with which its person activates it',
  usage: '<login> --name <name> --unit <name of the unit> --roles <role,…>',
  options: {
    ...{ name: { type: 'string' }, unit: { type: 'string' }, roles: { type: 'string' }, city: { type: 'boolean' } },
    decision: { type: 'string' },
  },
  help: [
    `--roles     of ${roles.join(', ')}`,
    '--city      makes the unit as the city when there is none of that name',
    '--decision  reference of the decision the account rests on; the journal keeps it',
  ],
  run: async (input) => {
    const [login] = input.args
    const [name, unit, roleList] = ['name', 'unit', 'roles'].map((option) => textOption(input, option))
    if (!login || !name || !unit || !roleList) throw new UsageError('Login, --name, --unit and --roles are needed.')
    const log = createLog(input.config.logLevel)
    const installation = await openInstallation(input.config, log)
    try {
      const { sessionHours, submissionMaxBytes } = input.config
      const { identity, journal } = createModules({
        ...installation,
        clock: systemClock,
        log,
        sessionHours,
        submissionMaxBytes,
      })
      const unitId = await unitNamed(identity, unit, input)
      const account = await identity.issueAccount(systemActor('account issue'), {
        ...{ login, name, unit: unitId, roles: parseRoles(roleList), decision: textOption(input, 'decision') ?? null },
      })
      await journal.sequencer.seal()
      say(`issued ${account.login} in ${account.unit.name}: ${account.roles.join(', ')}`)
      if (account.activation) sayLink(input, account.activation)
      return 0
    } finally {
      await installation.close()
    }
  },
}

async function unitNamed(
  identity: ReturnType<typeof createModules>['identity'],
  name: string,
  input: CommandInput,
): Promise<string> {
  const filter = { kind: undefined, q: name, parent: undefined, after: undefined, limit: 100 }
  const found = (await identity.listOrganisations(filter)).find((unit) => unit.name === name)
  if (found) return found.id
  if (input.options['city'] !== true) throw new UsageError(`There is no unit "${name}"; --city makes it as the city.`)
  const [city] = await identity.registerOrganisations(systemActor('account issue'), [
    {
      kind: 'city',
      name,
      nameEn: name,
      parent: null,
      territory: null,
      validFrom: localDay(systemClock.now()),
      validTo: null,
      identifiers: [],
    },
  ])
  return city?.id ?? ''
}

function parseRoles(list: string): Role[] {
  return list.split(',').map((text) => {
    const role = roles.find((each) => each === text.trim())
    if (!role) throw new UsageError(`Roles are ${roles.join(', ')}.`)
    return role
  })
}

/** The link is told to whoever holds the machine; it reaches the person by a way of their own. */
function sayLink({ config }: CommandInput, activation: IssuedLink): void {
  const running = findRunning(config)
  const { port } = new URL(running?.url ?? `http://localhost:${String(config.port)}`)
  const origin = new URL(config.publicUrl ?? `http://localhost:${port}`).origin
  say(`to be opened once, until ${activation.expiresAt.toISOString()}:\n  ${linkAddress(origin, activation)}`)
}
