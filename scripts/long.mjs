// `npm run test:long -- SUITE`: runs one proof at its full count and writes its report to docs/evidence/SUITE.md, or every
// database test on the oldest PostgreSQL; without a name it lists them.
import './parts/end-with-parent.mjs'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createProgress } from './parts/progress.mjs'
import { ensureInstalled, productEnvironment, root } from './parts/project.mjs'
import { oldestPostgres } from './parts/suites.mjs'

const suffix = '.long.ts'
const folder = path.join(root, 'server/test/long')
const proofs = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
const onOldest = `postgresql-${oldestPostgres}`
const names = [...proofs, onOldest]
const [name = ''] = process.argv.slice(2)

if (!names.includes(name)) {
  console.log(`npm run test:long -- SUITE, where SUITE is one of: ${names.join(', ')}`)
  process.exit(name === '' ? 0 : 2)
}
await ensureInstalled(createProgress(process.stderr))
const [project, filter, env] =
  name === onOldest
    ? ['db', ['--exclude', '**/embedded/**'], { KHO_TEST_POSTGRES: oldestPostgres }]
    : ['long', [`${name}${suffix}`], {}]
const child = spawn('vitest', ['run', '--root', 'server', '--project', project, ...filter], {
  cwd: root,
  env: { ...productEnvironment(), ...env },
  stdio: 'inherit',
})
process.on('SIGINT', () => undefined)
child.on('exit', (code) => process.exit(code ?? 1))
