import { sql } from 'kysely'
import { compilePolicies, policySchema } from '../../server/src/access/index.ts'
import type { PolicySet } from '../../server/src/access/index.ts'
import type { Principal } from '../../server/src/identity/index.ts'
import type { BenchCity } from './city.ts'
import { quantile } from './client.ts'
import { signIn } from './grants.ts'

const purposes = [undefined, 'nghiep-vu', 'thong-ke', 'ca-nhan', 'thuong-mai']

interface Asked {
  readonly consumers: readonly Principal[]
  readonly datasets: readonly string[]
}

/** Milliseconds of a decision: judged alone, with all it follows from looked up, and kept. */
export async function measureDecisions(city: BenchCity, { consumers, datasets }: Asked) {
  const { access } = city.modules
  // Whoever asks has the rights of now: after the grants were laid.
  const { epoch } = await signIn(city, 'thue')
  const at = new Date()
  const questions = consumers.flatMap((consumer, place) =>
    datasets.map(
      (dataset) => [{ ...consumer, epoch }, 'read', dataset, purposes[place % purposes.length], at] as const,
    ),
  )
  const lookedUp = await timesOf(questions, (question) => access.decide(...question))
  await timesOf(questions, (question) => access.decideCached(...question))
  const kept = await timesOf(questions, (question) => access.decideCached(...question))
  const judged = await judgedAlone(city)
  return {
    ...{ decisionP50Ms: quantile(judged, 0.5), decisionP99Ms: quantile(judged, 0.99) },
    ...{ decisionLookedUpP50Ms: quantile(lookedUp, 0.5), decisionLookedUpP99Ms: quantile(lookedUp, 0.99) },
    decisionKeptP50Ms: quantile(kept, 0.5),
  }
}

/** The requests that the decisions were made of, as the log has them, judged by policies that have kept nothing. */
async function judgedAlone({ modules, database }: BenchCity): Promise<number[]> {
  type Request = Parameters<PolicySet['judge']>[0]
  const rows = await database.application.rows<{ request: Request }>(sql`SELECT request FROM access.decisions`)
  const { files } = await modules.policies.current()
  const compiled = compilePolicies(files, policySchema)
  if ('faults' in compiled) throw new Error('The policies in force have faults')
  const requests = [...new Map(rows.map(({ request }) => [JSON.stringify(request), request])).values()]
  const [warm, measured] = [requests.slice(0, 100), requests.slice(100)]
  for (const request of warm) compiled.set.judge(request)
  return timesOf(measured, (request) => compiled.set.judge(request))
}

async function timesOf<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const item of items) {
    const begin = performance.now()
    await work(item)
    times.push(performance.now() - begin)
  }
  return times
}
