import { readFile } from 'node:fs/promises'
import { RecipeError } from './recipe.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text under a property, or an error that names the place in the file. */
export function textOf(source: JsonObject, property: string, where: string): string {
  const value = source[property]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new RecipeError(`${where}: ${property} is not a text`)
}

/** A file that is one list and holds something. */
export async function readList(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8')
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.length > 0) return list as unknown[]
  } catch (cause) {
    throw new RecipeError(`${file} is not JSON`, { cause })
  }
  throw new RecipeError(`${file}: expected a list`)
}
