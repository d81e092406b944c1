import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fileSource } from '../src/platform/index.ts'
import { findMarker } from '../src/warehouse/intake/markers/find-marker.ts'

/** Files with data of real units, which lie beside the project on some machines; none of them is a state secret. */
const folder = path.resolve(import.meta.dirname, '../../../shared/data')
const dataFile = /\.(?:csv|tsv|txt|json|geojson|ndjson|xlsx|docx|pdf|ods|odt)$/i

it('no real file beside the project is taken for a state secret (Điều 1.2)', { timeout: 300_000 }, async (ctx) => {
  ctx.skip(!existsSync(folder), 'there is no ../shared/data beside the project')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && dataFile.test(entry.name))
  const alarms: string[] = []
  for (const { parentPath, name } of files) {
    const file = path.join(parentPath, name)
    const marker = await findMarker({ source: await fileSource(file), fileName: name, extent: 'whole' })
    if (marker) alarms.push(`${file}: ${JSON.stringify(marker)}`)
  }
  expect(files.length).toBeGreaterThan(0)
  expect(alarms).toEqual([])
})
