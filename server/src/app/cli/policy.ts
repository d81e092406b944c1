import { statSync } from 'node:fs'
import { compilePolicies, policySchema, readPolicyFiles, rehearse } from '../../access/index.ts'
import type { Difference, Outcome, PolicySet } from '../../access/index.ts'
import { note, say, sayForeign, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { instantOption } from './instant-option.ts'
import { lookAt } from './with-modules.ts'

export const policyCheckCommand: Command = {
  name: 'policy check',
  summary: 'Tell every fault of changed policies; exit 1 when there is one',
  usage: '<folder of .cedar files>',
  options: {},
  run: (input) => {
    const set = policiesIn(input)
    if (!set) return Promise.resolve(1)
    say(`${String(set.policies.length)} policies, digest ${set.digest}`)
    return Promise.resolve(0)
  },
}

/** So many decisions are judged again between two lines on how it goes. */
const step = 20_000

export const policyRehearseCommand: Command = {
  name: 'policy rehearse',
  summary:
    'Make the logged decisions of a period again under changed policies and list each that would differ; exit 1 when one does',
  usage: '<folder of .cedar files>',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  help: [
    '--from   first instant of the period, like 2026-07-01 or 2026-07-01T08:00:00+07:00; 30 days before its end by default',
    '--to     instant behind its end; now by default',
    'A line tells: when, unit, action and dataset, then what it was and what it would be, with the policies that decide.',
  ],
  run: async (input) => {
    const set = policiesIn(input)
    if (!set) return 1
    const { replayed, differing } = await lookAt(input, ({ world }) => {
      const to = instantOption(input, 'to') ?? world.clock.now()
      const from = instantOption(input, 'from') ?? new Date(to.getTime() - 30 * 86_400_000)
      return walk(world.database.application, set, { from, to })
    })
    say(`${String(replayed)} decisions, ${String(differing)} would differ`)
    return differing === 0 ? 0 : 1
  },
}

async function walk(db: Parameters<typeof rehearse>[0], set: PolicySet, period: { from: Date; to: Date }) {
  let [replayed, differing] = [0, 0]
  for (let after: Awaited<ReturnType<typeof rehearse>>['next']; ;) {
    const done = await rehearse(db, set, period, { after, limit: step })
    replayed += done.replayed
    differing += done.differences.length
    for (const difference of done.differences) sayForeign(lineOf(difference))
    if (!done.next) return { replayed, differing }
    after = done.next
    note(`${String(replayed)} decisions…`)
  }
}

function lineOf({ kind, decision, before, after }: Difference): string {
  const { at, unitId, request } = decision
  const question = `${at.toISOString()}  ${unitId}  ${request.action} ${request.dataset.code}`
  return `${question}  ${kind}: ${sideText(before)} → ${sideText(after)}`
}

function sideText({ outcome, policies }: Difference['before']): string {
  return `${outcomeText(outcome)} (${policies.join(', ')})`
}

function outcomeText(outcome: Outcome): string {
  return outcome.allow ? `fields ${outcome.fields}, rows ${outcome.rows}` : 'refused'
}

/** The set in the folder that is named; undefined after its faults were told. */
function policiesIn({ args }: CommandInput): PolicySet | undefined {
  const [folder] = args
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError('Name the folder that holds the policies, files that end in .cedar.')
  const compiled = compilePolicies(readPolicyFiles(folder), policySchema)
  if ('set' in compiled) return compiled.set
  for (const { file, policy, en } of compiled.faults) {
    sayForeign([file, policy, en].filter((part) => part !== null).join(': '))
  }
  return undefined
}
