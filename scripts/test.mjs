// `npm test`: sets up what it needs, runs every check and every test, and ends with `N passed, N failed`.
import './parts/end-with-parent.mjs'
import { chromiumAdvice, ensureChromium } from './parts/chromium.mjs'
import { ensureForeignVerifier } from './parts/foreign-verifier.mjs'
import { createProgress } from './parts/progress.mjs'
import { ensureInstalled, ensurePortal } from './parts/project.mjs'
import { checks, portalTests, suites } from './parts/suites.mjs'

/**
 * @typedef {import('./parts/suites.mjs').Part} Part
 * @typedef {import('./parts/vitest-reporter.mjs').Report} Report
 */

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => process.exit(130))

const checksOnly = process.argv.includes('--checks-only')
const progress = createProgress()

try {
  await ensureInstalled(progress)
  /** @type {Report[]} */
  const reports = []
  if (checksOnly) reports.push(...(await atOnce(checks)))
  else {
    await ensurePortal(progress)
    const chromium = await ensureChromium(progress)
    await ensureForeignVerifier(progress)
    if (chromium === undefined) console.log(`\n${chromiumAdvice}\n`)
    reports.push(...(await atOnce([...checks, portalTests])))
    for (const part of suites(chromium)) reports.push(await runPart(part))
  }
  process.exitCode = summarise(reports)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}

/** Two at a time: the slowest, the lint of the server, runs beside the others. @param {readonly Part[]} parts */
async function atOnce(parts) {
  const waiting = [...parts]
  /** @type {Report[]} */
  const reports = []
  const worker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) reports.push(await runPart(part))
  }
  await Promise.all([worker(), worker()])
  return reports
}

/** @param {Part} part @returns {Promise<Report>} */
async function runPart(part) {
  try {
    return await progress.during(part.name, part.work, countsOf)
  } catch (error) {
    return { passed: 0, failed: [{ name: part.name, detail: String(error) }], skipped: [] }
  }
}

/** @param {Report} report */
function countsOf({ passed, failed, skipped }) {
  const counts = [`${String(passed)} passed`, `${String(failed.length)} failed`]
  if (skipped.length > 0) counts.push(`${String(skipped.length)} skipped`)
  return counts.join(', ')
}

/** @param {readonly Report[]} reports */
function summarise(reports) {
  const all = {
    passed: reports.reduce((sum, report) => sum + report.passed, 0),
    failed: reports.flatMap((report) => report.failed),
    skipped: reports.flatMap((report) => report.skipped),
  }
  for (const { name, detail } of all.skipped) console.log(`skipped: ${name}: ${detail}`)
  for (const { name, detail } of all.failed) console.log(`\nFAILED ${name}\n${indent(detail)}`)
  if (all.skipped.length > 0) console.log(`\n${String(all.skipped.length)} skipped`)
  console.log(`\n${countsOf({ ...all, skipped: [] })}`)
  return all.failed.length === 0 ? 0 : 1
}

/** @param {string} text */
function indent(text) {
  const lines = text.split('\n')
  const rest = lines.length > 80 ? [`… and ${String(lines.length - 80)} lines more`] : []
  return [...lines.slice(0, 80), ...rest].map((line) => `  ${line}`).join('\n')
}
