// `npm run gen`: makes the committed files that are derived from the code; with `--check` it only compares.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureInstalled, productNode, root, run, StepError } from './parts/project.mjs'
import { createProgress } from './parts/progress.mjs'
import { oldestPostgresBin } from './parts/suites.mjs'

const checking = process.argv.includes('--check')
/** Folders of which every file is generated: what is not made any more is removed. */
const generatedFolders = ['docs/reference']

const scratch = mkdtempSync(path.join(os.tmpdir(), 'kho-gen-'))
try {
  if (!checking) await ensureInstalled(createProgress())
  await generate()
  if (checking) compare()
  else install()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Everything is made in a folder of its own, laid out like the project. */
async function generate() {
  await must(productNode(), path.join(root, 'server/bin/kho.mjs'), 'gen', '--into', scratch)
  const types = path.join(scratch, 'portal/src/api/schema.d.ts')
  await must('openapi-typescript', path.join(scratch, 'server/openapi.json'), '--output', types)
  if (existsSync(path.join(oldestPostgresBin, 'pg_dump'))) {
    const schema = path.join(scratch, 'server/schema.sql')
    await must(productNode(), path.join(root, 'server/test/dump-schema.ts'), oldestPostgresBin, schema)
  } else console.log(`skipped: server/schema.sql: no pg_dump in ${oldestPostgresBin} (package postgresql-15)`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function must(command, ...args) {
  const { code, output } = await run(command, args)
  if (code !== 0) throw new StepError(`${[command, ...args].join(' ')} failed:`, output)
}

function compare() {
  const stale = [...made().filter((file) => !same(path.join(scratch, file), path.join(root, file))), ...leftOver()]
  if (stale.length === 0) return
  console.error(`These generated files are not what the code makes now; run "npm run gen":\n  ${stale.join('\n  ')}`)
  process.exitCode = 1
}

function install() {
  for (const file of leftOver()) rmSync(path.join(root, file))
  for (const file of made()) {
    if (same(path.join(scratch, file), path.join(root, file))) continue
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    cpSync(path.join(scratch, file), path.join(root, file))
    console.log(`wrote ${file}`)
  }
}

function made() {
  return filesUnder(scratch, '')
}

function leftOver() {
  return generatedFolders
    .flatMap((folder) => filesUnder(root, folder))
    .filter((file) => !existsSync(path.join(scratch, file)))
}

/** @param {string} base @param {string} folder @returns {string[]} */
function filesUnder(base, folder) {
  const place = path.join(base, folder)
  if (!existsSync(place)) return []
  return readdirSync(place).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(path.join(base, file)).isDirectory() ? filesUnder(base, file) : [file]
  })
}

/** @param {string} one @param {string} other */
function same(one, other) {
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other))
}
