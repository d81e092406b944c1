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

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new RecipeError(`${file} is not JSON`, { cause })
  }
}

/** A file that is one object. */
export async function readObject(file: string): Promise<JsonObject> {
  const object = await readJson(file)
  if (!isObject(object)) throw new RecipeError(`${file}: expected an object`)
  return object
}

/** A file that is one list and holds something. */
export async function readList(file: string): Promise<unknown[]> {
  const list = await readJson(file)
  if (!Array.isArray(list) || list.length === 0) throw new RecipeError(`${file}: expected a list`)
  return list as unknown[]
}
