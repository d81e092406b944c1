import { createLog } from '../src/platform/index.ts'
import { startEmbedded } from '../src/platform/db/embedded/index.ts'

/** A process that holds an embedded server until it is killed; its steps and then the address go to stdout. */
const [dataDirectory = ''] = process.argv.slice(2)
const server = await startEmbedded({
  dataDirectory,
  log: createLog('silent'),
  onProgress: (step) => {
    process.stdout.write(`${step}\n`)
  },
})
process.stdout.write(`${server.adminUrl('postgres')}\n`)
setInterval(() => undefined, 60_000)
