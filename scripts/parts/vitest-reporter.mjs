// Vitest reporter for `npm test`: a line per finished file, and at the end a report that scripts/test.mjs adds up.
import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ name: string, detail: string }} Named
 * @typedef {{ passed: number, failed: Named[], skipped: Named[] }} Report
 */

/** Vitest asks for the reporter as the default export. */
export default class TestReporter {
  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd(module) {
    const seconds = (module.diagnostic().duration / 1000).toFixed(1)
    process.stdout.write(`${module.relativeModuleId}: ${module.state()} (${seconds} s)\n`)
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    /** @type {Report} */
    const report = { passed: 0, failed: [], skipped: [] }
    for (const module of modules) {
      for (const error of module.errors())
        report.failed.push({ name: module.relativeModuleId, detail: describe(error) })
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) report.failed.push({ name: suite.fullName, detail: describe(error) })
      }
      for (const test of module.children.allTests()) addTest(report, test)
    }
    for (const error of unhandled) report.failed.push({ name: 'outside any test', detail: describe(error) })
    const file = process.env['KHO_TEST_REPORT']
    if (file !== undefined) writeFileSync(file, JSON.stringify(report))
  }
}

/**
 * @param {Report} report
 * @param {import('vitest/node').TestCase} test
 */
function addTest(report, test) {
  const name = `${test.module.relativeModuleId} › ${test.fullName}`
  const result = test.result()
  if (result.state === 'passed') report.passed += 1
  else if (result.state === 'skipped' && result.note) report.skipped.push({ name, detail: result.note })
  else if (result.state === 'skipped') report.failed.push({ name, detail: 'skipped without a reason: ctx.skip("why")' })
  else report.failed.push({ name, detail: (result.errors ?? []).map(describe).join('\n') })
}

/** @param {{ stack?: string | undefined, message: string, diff?: string | undefined }} error */
function describe(error) {
  const trace = (error.stack ?? error.message)
    .split('\n')
    .filter((line) => !/^ +at .*(node_modules|node:|<anonymous>)/.test(line))
  return stripVTControlCharacters([...trace, error.diff ?? ''].join('\n').trim())
}
