import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import vi from './vi.json' with { type: 'json' }

interface Tree {
  readonly [name: string]: string | Tree
}

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value] as [string, string]] : leaves(value, `${prefix}${name}.`),
  )
}

const singular = (key: string) => key.replace(/_(one|other)$/, '')
const texts = { vi: new Map(leaves(vi)), en: new Map(leaves(en)) }
const keys = { vi: new Set([...texts.vi.keys()].map(singular)), en: new Set([...texts.en.keys()].map(singular)) }
const source = sources(path.join(import.meta.dirname, '..'))

/** Everything that can name a text, without the texts themselves. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}

/** Groups of which the code makes the last part: `kind.${…}` or word('event', …). */
const openGroups = new Set([
  ...[...source.matchAll(/`([A-Za-z]+(?:\.[A-Za-z]+)*)\.\$\{/g)].map((match) => match[1] ?? ''),
  ...[...source.matchAll(/word\('(\w+)',/g)].map((match) => match[1] ?? ''),
])

const quoted = new Set([...source.matchAll(/'([\w.-]+)'/g)].map((match) => match[1]))
const isUsed = (key: string) => quoted.has(key) || [...openGroups].some((group) => key.startsWith(`${group}.`))

describe('the two languages', () => {
  test('have the same texts', () => {
    expect([...keys.en].filter((key) => !keys.vi.has(key))).toEqual([])
    expect([...keys.vi].filter((key) => !keys.en.has(key))).toEqual([])
  })

  test('fill the same values into them', () => {
    const values = (text: string | undefined) => [...new Set(text?.match(/\{\{\w+\}\}|<\w+>/g))].sort()
    for (const [key, text] of texts.vi) expect(values(texts.en.get(key)), key).toEqual(values(text))
  })

  test('leave no text empty', () => {
    for (const language of [texts.vi, texts.en]) {
      expect([...language].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
    }
  })

  test('have both plural forms in English and the one form in Vietnamese', () => {
    const plurals = [...texts.vi.keys()].filter((key) => key.endsWith('_other')).map(singular)
    for (const key of plurals) {
      expect(texts.en.has(`${key}_one`) && texts.en.has(`${key}_other`), key).toBe(true)
    }
    expect([...texts.vi.keys()].filter((key) => key.endsWith('_one'))).toEqual([])
  })
})

describe('the code', () => {
  test('uses every text', () => {
    expect([...keys.vi].filter((key) => !isUsed(key))).toEqual([])
  })

  test('asks for no text that is not there', () => {
    const asked = [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '')
    expect(asked.length).toBeGreaterThan(200)
    expect(asked.filter((key) => !keys.vi.has(key))).toEqual([])
  })
})
