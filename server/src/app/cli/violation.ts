import { say } from './command.ts'
import type { Command } from './command.ts'
import { instantOption } from './instant-option.ts'
import { withModules } from './with-modules.ts'

export const violationDetectCommand: Command = {
  name: 'violation detect',
  summary: 'Let the detectors look at the local days of a period; what is out of the ordinary is raised as a violation',
  usage: '',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  help: [
    '--from   a day or an instant of the first day, like 2026-07-01; yesterday by default',
    '--to     the instant up to which they look; now by default',
    'What was raised about somebody on a day is not raised again. By rule accounts are kept from reading and grants held back.',
  ],
  run: (input) =>
    withModules(input, async ({ detection, world }) => {
      const to = instantOption(input, 'to') ?? world.clock.now()
      const from = instantOption(input, 'from') ?? new Date(to.getTime() - 86_400_000)
      say(`${String(await detection.detect({ from, to }))} violations raised`)
      return 0
    }),
}
