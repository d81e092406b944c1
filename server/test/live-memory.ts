import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

interface LiveMemory {
  readonly all: number
  readonly bytes: number
}

/**
 * Megabytes of this process that are still needed: objects, and bytes outside the engine's heap. One collection leaves
 * behind what only the next one can free, so it is repeated until nothing more is freed.
 */
export function liveMemory(): LiveMemory {
  for (let last = collected(); ;) {
    const now = collected()
    if (now.all > last.all - 0.1) return now
    last = now
  }
}

function collected(): LiveMemory {
  collectGarbage()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return { all: (arrayBuffers + heapUsed) / 2 ** 20, bytes: arrayBuffers / 2 ** 20 }
}
