// `npm start`: installs what is missing, builds the portal when it changed, then becomes `kho start`.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import './parts/end-with-parent.mjs'
import { createProgress } from './parts/progress.mjs'
import { ensureInstalled, ensurePortal, productNode, root } from './parts/project.mjs'

try {
  const progress = createProgress()
  await ensureInstalled(progress)
  await ensurePortal(progress)
  serve()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

function serve() {
  const watch = pathToFileURL(path.join(root, 'scripts/parts/end-with-parent.mjs')).href
  const kho = path.join(root, 'server/bin/kho.mjs')
  const child = spawn(productNode(), ['--import', watch, kho, 'start', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  // Whatever reaches us is passed on; the server takes what the terminal also sends it for the same signal.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => child.kill(name))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1))
  })
}
