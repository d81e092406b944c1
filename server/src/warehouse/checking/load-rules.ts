import type { Field, Structure } from '../../catalogue/index.ts'

/** Loads as far as rules are concerned: does the file stand for all rows, for those it names, or for those to go? */
export type Extent = 'full' | 'incremental' | 'deletions'

/**
 * What is asked of a file of a load. A list of deletions only has to name keys: rows of older days may break rules of
 * today, and must be able to go all the same. The form of a key stays, for it tells a code that lost its zeros.
 */
export function askedOf(structure: Structure, extent: Extent): Structure {
  if (extent !== 'deletions') return structure
  return { ...structure, fields: structure.fields.filter(({ key }) => key).map(withoutRules) }
}

function withoutRules(field: Field): Field {
  return {
    ...field,
    ...{ length: null, minimum: null, maximum: null },
    ...{ unique: false, territory: false, references: null },
  }
}
