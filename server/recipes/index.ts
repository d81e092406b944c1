import { agencyCodes } from './agency-codes.ts'
import { busStops } from './bus-stops.ts'
import { febrl } from './febrl.ts'
import { unitHistory } from './unit-history.ts'
import { wardPolygons } from './ward-polygons.ts'
import { unitsBefore2025 } from './units-before-2025.ts'
import { administrativeUnits } from './administrative-units.ts'
import { ethnicGroups } from './ethnic-groups.ts'
import type { Recipe } from './recipe.ts'

export { ethnicGroupsDataset } from './ethnic-groups.ts'
export { RecipeError } from './recipe.ts'
export type { ConsumerDescription, DatasetDescription, Recipe } from './recipe.ts'

/** Every recipe `kho recipe` knows. */
export const recipes: readonly Recipe[] = [
  ethnicGroups,
  administrativeUnits,
  unitsBefore2025,
  unitHistory,
  agencyCodes,
  busStops,
  wardPolygons,
  febrl,
]

export function findRecipe(name: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.name === name)
}
