import { administrativeUnits } from './administrative-units.ts'
import { ethnicGroups } from './ethnic-groups.ts'
import type { Recipe } from './recipe.ts'

export { nationwideUnitsDataset } from './administrative-units.ts'
export { ethnicGroupsDataset } from './ethnic-groups.ts'
export { RecipeError } from './recipe.ts'
export type { ConsumerDescription, DatasetDescription, Recipe } from './recipe.ts'

/** Every recipe `kho recipe` knows. */
export const recipes: readonly Recipe[] = [ethnicGroups, administrativeUnits]

export function findRecipe(name: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.name === name)
}
