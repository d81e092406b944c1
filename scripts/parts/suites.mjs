// The parts of `npm test`: checks (each counts as one test) and test suites.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { productEnvironment, root, run } from './project.mjs'

/**
 * @typedef {import('./vitest-reporter.mjs').Report} Report
 * @typedef {(tell: (detail: string) => void) => Promise<Report>} Work
 * @typedef {{ name: string, work: Work }} Part
 */

const reporter = path.join(root, 'scripts/parts/vitest-reporter.mjs')
export const oldestPostgres = '15'
export const oldestPostgresBin = `/usr/lib/postgresql/${oldestPostgres}/bin`
/**
 * On the oldest PostgreSQL runs again what asks it something. What these prove is about processes, files and lines, the same
 * on every version; `npm run test:long -- postgresql-15` runs them there, too.
 */
const sameOnEveryVersion = ['test/**', '**/{large,kills,interruption,disk-full}.db.test.ts', '**/embedded/**']
/** Without a server or a browser: beside the checks. */
export const portalTests = suite('portal tests', 'portal', [])

/** @type {readonly Part[]} */
export const checks = [
  check('lint of the server', 'eslint', 'server'),
  check('lint of all else', 'eslint', '.', '--ignore-pattern', 'server/'),
  check('types of the server', 'tsc', '-p', 'server'),
  check('types of the portal', 'tsc', '-p', 'portal'),
  check('types of scripts, benches and acceptance tests', 'tsc', '-p', '.'),
  check('format', 'prettier', '--check', '--log-level', 'warn', '.'),
  check('module order', 'depcruise', 'server', 'portal/src', 'acceptance', 'bench'),
  check('unused code and packages', 'knip'),
  check('generated files', 'node', 'scripts/gen.mjs', '--check'),
]

/** @param {string | undefined} chromium @returns {readonly Part[]} */
export function suites(chromium) {
  return [
    suite('server tests', 'server', ['--project', 'unit', '--project', 'db']),
    existsSync(oldestPostgresBin)
      ? suite(
          `server tests on PostgreSQL ${oldestPostgres}`,
          'server',
          ['--project', 'db', ...sameOnEveryVersion.flatMap((glob) => ['--exclude', glob])],
          { KHO_TEST_POSTGRES: oldestPostgres },
        )
      : missing(
          `server tests on PostgreSQL ${oldestPostgres}`,
          `no ${oldestPostgresBin}; install the package postgresql-15`,
        ),
    suite('acceptance tests', 'acceptance', [], chromium === undefined ? {} : { KHO_CHROMIUM: chromium }),
  ]
}

/**
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Part}
 */
function check(name, command, ...args) {
  return {
    name,
    work: async () => {
      const { code, output } = await run(command, args)
      const skipped = [...output.matchAll(/^skipped: (.+)$/gm)].map((match) => ({ name, detail: match[1] ?? '' }))
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [{ name, detail: output.trim() }], skipped }
    },
  }
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Part}
 */
function suite(name, folder, args, env = {}) {
  return {
    name,
    work: async (tell) => {
      const scratch = mkdtempSync(path.join(os.tmpdir(), 'kho-report-'))
      const file = path.join(scratch, 'report.json')
      try {
        const { code, output } = await run(
          'vitest',
          ['run', '--root', folder, '--reporter', reporter, '--allowOnly=false', '--passWithNoTests', ...args],
          { env: { ...productEnvironment(), ...env, KHO_TEST_REPORT: file }, onLine: tell },
        )
        return readReport(file, name, code, output)
      } finally {
        rmSync(scratch, { recursive: true, force: true })
      }
    },
  }
}

/**
 * @param {string} file
 * @param {string} name
 * @param {number} code
 * @param {string} output
 * @returns {Report}
 */
function readReport(file, name, code, output) {
  if (!existsSync(file)) return { passed: 0, failed: code === 0 ? [] : [{ name, detail: output.trim() }], skipped: [] }
  const report = /** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8')))
  if (code !== 0 && report.failed.length === 0) report.failed.push({ name, detail: output.trim() })
  return report
}

/**
 * @param {string} name
 * @param {string} reason
 * @returns {Part}
 */
function missing(name, reason) {
  return { name, work: () => Promise.resolve({ passed: 0, failed: [], skipped: [{ name, detail: reason }] }) }
}
