/** The bytes of an answer from outside; undefined when it has more than that: what is too much is not read. */
export async function readBounded({ body }: Response, mostBytes: number): Promise<Buffer | undefined> {
  const stream: AsyncIterable<Uint8Array> | undefined = body ?? undefined
  if (!stream) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of stream) {
    bytes += part.length
    if (bytes > mostBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
