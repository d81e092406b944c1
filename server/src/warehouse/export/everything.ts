import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Incidents } from '../../access/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { BlobStore, Database, Session } from '../../platform/index.ts'
import {
  copyRowsInForce,
  copyTable,
  copyVersions,
  listDigests,
  listTables,
  shareSnapshot,
  takeSnapshot,
} from './everything.store.ts'
import { readme } from './everything.texts.ts'

export interface WrittenFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface EverythingDeps {
  readonly database: Database
  readonly catalogue: Catalogue
  readonly blobs: BlobStore
  readonly incidents: Pick<Incidents, 'listHeldDatasets'>
}

/**
 * All that an installation holds, in open formats, from one state of the database: rows and their history, structures,
 * the tables of every module, the raw submissions, and the checksums of it all. The folder must be empty or new.
 */
export async function exportEverything(
  deps: EverythingDeps,
  folder: string,
  onFile: (file: WrittenFile) => void,
): Promise<WrittenFile[]> {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`)
  const files: WrittenFile[] = []
  const write = async (name: string, content: Readable) => {
    const file = await writeHashed(folder, name, content)
    files.push(file)
    onFile(file)
  }
  await write('README.md', Readable.from(readme))
  await deps.database.application.transaction(async (own) => {
    const snapshot = await shareSnapshot(own)
    // Readers are held to what they were allowed; this is all there is.
    await deps.database.loader.transaction(async (loader) => {
      await takeSnapshot(loader, snapshot)
      await writeDatasets(deps, loader, write)
    })
    for (const table of await listTables(own)) {
      await write(`tables/${table.schema}/${table.name}.csv`, copyTable(own, table))
    }
    for (const { digest } of await listDigests(own)) {
      if (await deps.blobs.has(digest)) await write(`submissions/${digest}`, deps.blobs.read(digest))
    }
  })
  const lines = files.map(({ path: name, sha256 }) => `${sha256}  ${name}\n`)
  await writeFile(path.join(folder, 'SHA256SUMS'), lines.join(''))
  await writeFile(
    path.join(folder, 'manifest.json'),
    `${JSON.stringify({ form: 'khochung-everything-1', files }, null, 1)}\n`,
  )
  return files
}

type Write = (name: string, content: Readable) => Promise<void>

/** Of a dataset with a file of which it is not decided whether it is a state secret, the structures alone (Điều 1.2). */
async function writeDatasets({ catalogue, incidents }: EverythingDeps, loader: Session, write: Write): Promise<void> {
  const held = await incidents.listHeldDatasets()
  const all = { q: undefined, kind: undefined, provider: undefined, after: undefined, limit: 100_000 }
  const { items } = await catalogue.listDatasets(all)
  for (const { id, code } of items) {
    const structures = await catalogue.listStructures(id)
    const [current] = structures
    if (!current) continue
    await write(`datasets/${code}/structures.json`, Readable.from(`${JSON.stringify(structures, null, 1)}\n`))
    if (held.has(id)) continue
    await write(`datasets/${code}/rows.csv`, copyRowsInForce(loader, code, current))
    await write(`datasets/${code}/versions.csv`, copyVersions(loader, code, structures))
  }
}

async function writeHashed(folder: string, name: string, content: Readable): Promise<WrittenFile> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(content, measure, createWriteStream(file))
  return { path: name, bytes, sha256: hash.digest('hex') }
}
