import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { RecipeError } from './recipe.ts'

/** The one file of the folder whose name fits; anything else is a different source. */
export async function findOne(folder: string, fits: RegExp, expected: string): Promise<string> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new RecipeError(`cannot read the source folder ${folder}`, { cause })
  })
  const found = names.filter((name) => fits.test(name))
  const [only] = found
  if (only === undefined) throw new RecipeError(`${folder} holds no ${expected}`)
  if (found.length > 1) throw new RecipeError(`${folder} holds more than one ${expected}: ${found.join(', ')}`)
  return join(folder, only)
}
