import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Megabytes of this process that are still needed: objects, and bytes outside the engine's heap. */
export function liveMemory(): { readonly all: number; readonly bytes: number } {
  collectGarbage()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return { all: (arrayBuffers + heapUsed) / 2 ** 20, bytes: arrayBuffers / 2 ** 20 }
}
