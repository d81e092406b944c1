import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'

/** A line to a server that can be cut after so many bytes have gone up. */
export interface CuttingLine {
  readonly url: string
  /** Bytes that went up since the line was last set. */
  readonly passed: () => number
  /** The next connections pass `bytes` together; then the line breaks, or stands still and resolves `stood`. */
  readonly cutAfter: (bytes: number, manner: 'breaks' | 'stands still') => void
  readonly stood: () => Promise<void>
  readonly mend: () => void
  readonly close: () => Promise<void>
}

export async function openCuttingLine(port: number): Promise<CuttingLine> {
  let [passed, most, manner] = [0, Infinity, 'breaks']
  let stand = Promise.withResolvers<undefined>()
  const sockets = new Set<net.Socket>()
  const end = (socket: net.Socket) => socket.destroy()
  const server = net.createServer((client) => {
    const upstream = net.connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('close', () => end(upstream))
    upstream.on('close', () => end(client))
    upstream.pipe(client)
    client.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, Math.max(0, most - passed))
      passed += part.length
      upstream.write(part)
      if (part.length === chunk.length) return
      if (manner === 'breaks') {
        most = Infinity
        upstream.end(() => end(client))
      } else {
        client.pause()
        stand.resolve(undefined)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const set = (bytes: number, how: string) => {
    ;[passed, most, manner] = [0, bytes, how]
    stand = Promise.withResolvers<undefined>()
  }
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    passed: () => passed,
    cutAfter: set,
    stood: () => stand.promise,
    mend: () => {
      set(Infinity, 'breaks')
    },
    close: async () => {
      sockets.forEach(end)
      server.close()
      await once(server, 'close')
    },
  }
}
