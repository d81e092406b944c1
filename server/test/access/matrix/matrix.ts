import { allRoutes, idlePortal } from '../../../src/app/routes.ts'
import type { OpenWarehouse } from '../../warehouse/open-warehouse.ts'
import { askData } from './ask-data.ts'
import { gateAsker } from './ask-gate.ts'
import type { City } from './city.ts'
import { dataCells } from './data-cells.ts'
import { furnishMatrix } from './furnish.ts'
import { gateCells } from './gate-cells.ts'
import { tryCells } from './trying.ts'
import type { Tried } from './trying.ts'

/** The access matrix of a city that is made for it. */
export interface Matrix {
  /** Every so many cells of every route, before it comes to any data. */
  tryGates(every: number): Promise<Tried>
  /** Every so many cells of every way to the data. */
  tryData(every: number): Promise<Tried>
}

export async function openMatrix(warehouse: OpenWarehouse, city: City): Promise<Matrix> {
  const askers = await furnishMatrix(warehouse, city)
  const routes = allRoutes(warehouse.modules, idlePortal)
  return {
    // One after the other: some set the clock back to open a session a while ago.
    tryGates: (every) => {
      const [cells, ask] = [gateCells(routes), gateAsker(warehouse, askers)]
      return tryCells({
        ...{ count: cells.length, every, atOnce: 1 },
        ask: async (place) => {
          const cell = cells[place]
          if (!cell) throw new Error(`There is no cell ${String(place)}`)
          const { stop, wrong } = await ask(cell)
          return { expected: `${cell.route.operationId} ${JSON.stringify(stop)}`, isThrough: !stop, wrong }
        },
      })
    },
    tryData: (every) => {
      const cells = dataCells(city, askers)
      return tryCells({
        ...{ count: cells.count, every, atOnce: 4 },
        ask: async (place) => {
          const cell = cells.at(place)
          const { answer, wrong } = await askData(warehouse.app, cell)
          const expected = `${cell.way.operation} ${cell.way.action} ${JSON.stringify(answer)}`
          return { expected, isThrough: 'opened' in answer, wrong }
        },
      })
    },
  }
}
