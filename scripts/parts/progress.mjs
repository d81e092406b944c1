// Lines about steps that take time: one ticking line in a terminal, a line now and then elsewhere.

/**
 * @typedef {{ during<T>(what: string, work: (tell: (detail: string) => void) => Promise<T>, conclude?: (result: T) => string): Promise<T> }} Progress
 * @typedef {{ what: string, begin: number, detail: string }} Step
 */

/**
 * @param {NodeJS.WriteStream} [out]
 * @returns {Progress}
 */
export function createProgress(out = process.stdout) {
  /** @type {Set<Step>} */
  const steps = new Set()
  /** @param {string} text */
  const line = (text) => out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${text}\n`)
  const tick = () => {
    const text = [...steps].map((step) => `${step.what} … ${seconds(step)} ${step.detail}`)
    if (out.isTTY) out.write(`\r\x1b[2K${text.join(' | ').slice(0, (out.columns || 80) - 1)}`)
    else for (const one of text) line(`  ${one}`)
  }
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  return {
    async during(what, work, conclude = () => 'done') {
      const step = { what, begin: performance.now(), detail: '' }
      steps.add(step)
      if (!out.isTTY) line(`${what} …`)
      timer ??= setInterval(tick, out.isTTY ? 200 : 30_000)
      try {
        const result = await work((detail) => (step.detail = detail))
        line(`${what}: ${conclude(result)} (${seconds(step)})`)
        return result
      } catch (error) {
        line(`${what}: failed (${seconds(step)})`)
        throw error
      } finally {
        steps.delete(step)
        if (steps.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
  }
}

/** @param {Step} step */
function seconds({ begin }) {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`
}
