#!/usr/bin/env node
// The command line's entry: TypeScript runs as it is on Node 24; an older Node hands over to the one the project brings.
import { spawn } from 'node:child_process'
import module, { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

// A reader that has seen enough (`kho … | head`) is no fault.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

if (major > 24 || (major === 24 && minor >= 12)) {
  // Keeps what the compiler made of our files, which halves the time until a command begins.
  module.enableCompileCache(fileURLToPath(new URL('../../.cache/node', import.meta.url)))
  await import('../src/main.ts')
} else handOver(bundledNode())

/** @returns {string} */
function bundledNode() {
  const name = `node-${process.platform}-${process.arch}`
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin/node')
  } catch {
    console.error(`kho needs Node.js 24.12 or newer; this is ${process.version}, and ${name} is not installed.`)
    console.error('Run "npm ci --ignore-scripts" in the project, or install Node.js 24 (https://nodejs.org).')
    process.exit(1)
  }
}

/** @param {string} node */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Whatever reaches us is passed on; the program takes what the terminal also sends it for the same signal.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => child.kill(name))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1))
  })
}
