// What every script needs to know of the project: where it is, how to run a part of it, whether it is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const installed = path.join(root, 'node_modules')
/** npm puts a workspace's own program beside it when the project has another version of something it needs. */
const binFolders = [installed, path.join(root, 'portal/node_modules')].map((folder) => path.join(folder, '.bin'))

/** The Node that runs the product: the one in node_modules, else (no such package for this system) our own. */
export function productNode() {
  const bundled = path.join(installed, `node-${process.platform}-${process.arch}`, 'bin/node')
  return existsSync(bundled) ? bundled : process.execPath
}

/** Environment in which installed programs, and the right Node, come first; what Node compiles once, it keeps. */
export function productEnvironment() {
  return {
    NODE_COMPILE_CACHE: path.join(root, '.cache/node'),
    ...process.env,
    NO_COLOR: '1',
    PATH: [...binFolders, process.env['PATH'] ?? ''].join(path.delimiter),
  }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill()
})

/**
 * Runs a program to its end, or until we end, and keeps what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { env = productEnvironment(), onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
        const last = text.split(/[\r\n]+/).findLast((line) => line.trim() !== '')
        if (last !== undefined) onLine?.(last)
      })
    }
    child.on('error', (error) => {
      running.delete(child)
      resolve({ code: 127, output: `${output}${error.message}\n` })
    })
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/**
 * Installs the exact packages of package-lock.json when node_modules does not hold them yet.
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureInstalled(progress) {
  const stamp = path.join(installed, '.khochung-lock')
  const wanted = digestOf([path.join(root, 'package-lock.json')])
  if (readIfAny(stamp) === wanted) return
  // npm keeps a copy of what it installed: an installation made by hand counts as well.
  if (!existsSync(path.join(installed, '.package-lock.json')) || !upToDate()) {
    await progress.during('Installing packages (once, about a minute)', async () => {
      const { code, output } = await run(
        'npm',
        ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
        {
          env: process.env,
        },
      )
      if (code !== 0) throw new StepError('The packages could not be installed:', output)
    })
  }
  writeFileSync(stamp, wanted)
}

function upToDate() {
  const lock = statSync(path.join(root, 'package-lock.json')).mtimeMs
  return statSync(path.join(installed, '.package-lock.json')).mtimeMs >= lock
}

/**
 * Builds the portal when its sources changed since the last build.
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensurePortal(progress) {
  const portal = path.join(root, 'portal')
  const stamp = path.join(root, '.cache/portal-sources')
  const sources = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts', 'postcss.config.js']
  const wanted = digestOf([...sources.map((name) => path.join(portal, name)), path.join(root, 'package-lock.json')])
  if (readIfAny(stamp) === wanted && existsSync(path.join(portal, 'dist/index.html'))) return
  rmSync(stamp, { force: true })
  await progress.during('Building the portal', async () => {
    const { code, output } = await run(productNode(), [path.join(installed, 'vite/bin/vite.js'), 'build', portal])
    if (code !== 0) throw new StepError('The portal could not be built:', output)
  })
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** A step that failed, with all that the program behind it said. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    const lines = output.trim().split('\n')
    const shown = lines.length > 40 ? [...lines.slice(0, 20), '…', ...lines.slice(-20)] : lines
    super(`${message}\n${shown.join('\n')}`)
  }
}

/**
 * One digest over files and folders: names and contents.
 * @param {readonly string[]} places
 */
function digestOf(places) {
  const hash = createHash('sha256')
  for (const file of places.flatMap(filesOf)) hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/** @param {string} place @returns {string[]} */
function filesOf(place) {
  const kind = statSync(place, { throwIfNoEntry: false })
  if (kind === undefined) return []
  if (!kind.isDirectory()) return [place]
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesOf(path.join(place, name)))
}

/** @param {string} file */
function readIfAny(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
