import { readdirSync, readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { neededDatasets, parsePack } from './pack.ts'
import type { Pack } from './pack.ts'
import { codeListCsv, inForce, seeds } from './seeds.ts'

export { neededCodeLists, neededDatasets, packDataset, packFields, parsePack } from './pack.ts'
export type { Pack, Stewardship } from './pack.ts'
export { bareName, ethnicGroups, inForce, oneOf, provinces, readSeedFile, wards } from './seeds.ts'
export type { SeedEntry, SeedRow, SeedWard } from './seeds.ts'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

const codeListFile = 'code-lists.json'

/** Every structure pack, those that others point at first. */
export const packs: readonly Pack[] = inOrder(
  readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.json') && file !== codeListFile)
    .sort()
    .map((file) => parsePack(read(`./${file}`), file)),
)

export function findPack(name: string): Pack | undefined {
  return packs.find((pack) => pack.name === name || pack.dataset.code === name)
}

/** The pack of a name that is known to be there. */
export function packNamed(name: string): Pack {
  const pack = findPack(name)
  if (!pack) throw new Error(`There is no structure pack ${name}`)
  return pack
}

/** Packs so that each stands behind those it points at. */
export function inOrder(unordered: readonly Pack[]): Pack[] {
  const ordered: Pack[] = []
  const place = (pack: Pack, above: readonly Pack[]) => {
    if (ordered.includes(pack)) return
    if (above.includes(pack))
      throw new Error(`The packs ${above.map(({ name }) => name).join(', ')} point at each other`)
    for (const code of neededDatasets(pack)) {
      const needed = unordered.find(({ dataset }) => dataset.code === code)
      if (needed) place(needed, [...above, pack])
    }
    ordered.push(pack)
  }
  for (const pack of unordered) place(pack, [])
  return ordered
}

export interface PackCodeList {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly description: string
  readonly versions: readonly {
    readonly version: string
    readonly validFrom: string
    /** Number of the instrument the version rests on. */
    readonly instrument: string | null
    /** code,name,name_en,parent,kind,aliases */
    readonly csv: string
  }[]
}

const Text = Type.String({ minLength: 1 })
const CodeListsShape = Type.Array(
  Type.Object(
    {
      ...{ code: Text, name: Text, nameEn: Text, description: Text },
      versions: Type.Array(
        Type.Object({ version: Text, validFrom: Text, instrument: Type.Union([Text, Type.Null()]), seed: Text }),
      ),
    },
    { additionalProperties: false },
  ),
)

/** The code lists the packs use, each version with the entries in force on its first day. */
export const packCodeLists: readonly PackCodeList[] = Value.Parse(CodeListsShape, read(`./${codeListFile}`)).map(
  ({ versions, ...list }) => ({
    ...list,
    versions: versions.map(({ seed, ...version }) => ({
      ...version,
      csv: codeListCsv(inForce(seeds[seed] ?? [], version.validFrom)),
    })),
  }),
)
