// `npm run bench -- NAME`: runs bench/NAME.bench.ts; without a name it lists them.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createProgress } from './parts/progress.mjs'
import { ensureInstalled, productEnvironment, productNode, root } from './parts/project.mjs'

const suffix = '.bench.ts'
const names = readdirSync(path.join(root, 'bench'))
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
const [name = '', ...rest] = process.argv.slice(2)

if (!names.includes(name)) {
  console.log(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`)
  process.exit(name === '' ? 0 : 2)
}
// The result is the last line of stdout, so what is told on the way goes to stderr.
await ensureInstalled(createProgress(process.stderr))
const child = spawn(productNode(), [path.join(root, 'bench', `${name}${suffix}`), ...rest], {
  cwd: root,
  env: productEnvironment(),
  stdio: 'inherit',
})
process.on('SIGINT', () => undefined)
child.on('exit', (code) => process.exit(code ?? 1))
