import { buffer } from 'node:stream/consumers'
import { SaxesParser } from 'saxes'
import { fromBufferPromise } from 'yauzl'

/** The parts of an office document by name. */
export async function partsOf(archive: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  const zip = await fromBufferPromise(archive)
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
  }
  return parts
}

/** What an office document says, piece by piece; its parts are well-formed. */
export async function textsOf(archive: Buffer): Promise<string[]> {
  const texts: string[] = []
  for (const [name, content] of await partsOf(archive)) {
    if (!/\.(xml|rels)$/.test(name)) continue
    const parser = new SaxesParser()
    parser.on('text', (text) => name === 'word/document.xml' && texts.push(text))
    parser.write(content).close()
  }
  return texts
}
