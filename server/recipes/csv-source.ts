import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { RecipeError } from './recipe.ts'

/** A row of a published CSV file by its column names, and where it stands. */
export interface SourceRow {
  readonly cell: (column: string) => string
  readonly where: string
}

/** The rows of a CSV file that must have exactly these columns; blanks around cells are part of no value. */
export async function* readCsvRows(file: string, columns: readonly string[]): AsyncGenerator<SourceRow> {
  const parser = createReadStream(file).pipe(parse({ bom: true, trim: true, relax_column_count: true }))
  let line = 0
  for await (const values of parser as AsyncIterable<string[]>) {
    line += 1
    const where = `${file}, record ${String(line)}`
    if (values.length !== columns.length) {
      throw new RecipeError(`${where}: ${String(values.length)} values, expected ${columns.join(',')}`)
    }
    if (line === 1) {
      if (values.join(',') !== columns.join(',')) {
        throw new RecipeError(`${file}: header ${values.join(',')}, expected ${columns.join(',')}`)
      }
      continue
    }
    yield { where, cell: (column) => values[columns.indexOf(column)] ?? '' }
  }
}

/** A cell that must have a form. */
export function formed({ cell, where }: SourceRow, column: string, form: RegExp): string {
  const value = cell(column)
  if (!form.test(value)) throw new RecipeError(`${where}: ${column} ${value === '' ? 'is empty' : value}`)
  return value
}
