import os from 'node:os'

export interface Goal {
  /** The ratio is met when it is at most this. */
  readonly atMost?: number
  /** The ratio is met when it is at least this. */
  readonly atLeast?: number
}

/** Tells how far the bench is; the result itself is the last line of stdout. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Prints the result as one JSON object, the last line of the output. */
export function report(
  bench: string,
  ratios: Readonly<Record<string, number>>,
  goals: Readonly<Record<string, Goal>>,
  more: object,
): void {
  const met = Object.entries(goals).every(([name, goal]) => isMet(ratios[name], goal))
  const rounded = Object.fromEntries(
    Object.entries(ratios).map(([name, ratio]) => [name, Math.round(ratio * 1000) / 1000]),
  )
  const [cpu] = os.cpus()
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    platform: `${os.platform()} ${os.release()}`,
  }
  process.stdout.write(`${JSON.stringify({ bench, ratios: rounded, goals, met, machine, ...more })}\n`)
}

function isMet(ratio: number | undefined, { atMost = Infinity, atLeast = -Infinity }: Goal): boolean {
  return ratio !== undefined && ratio <= atMost && ratio >= atLeast
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1] ?? NaN, sorted[middle] ?? NaN]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** Runs work and gives its seconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}
