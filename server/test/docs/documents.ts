import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../../..')
export const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
export const exists = (name: string) => existsSync(path.join(root, name))

const notOurs = new Set(['node_modules', 'var', 'dist', 'coverage'])

/** Names of all files below a folder whose names end so, except what is installed, built or hidden. */
export function filesBelow(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name)
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return []
    if (entry.isDirectory()) return filesBelow(name, ...endings)
    return endings.some((ending) => name.endsWith(ending)) ? [name] : []
  })
}

/** Where the relative links of a page lead, as names in the project. */
export function linksOf(page: string): string[] {
  const prose = read(page).replace(/^```[\s\S]*?^```/gm, '')
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => path.join(path.dirname(page), target.replace(/#.*$/, '')))
}

/** The tables under a heading of a page: their rows as cells, without head and rule. */
export function tableUnder(page: string, heading: string): string[][] {
  const [, section = ''] = read(page).split(new RegExp(`^#+ ${heading}$`, 'm'))
  const [own = ''] = section.split(/^#+ /m)
  const rows = own.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )
}

/** What stands in code type. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** Titles of tests and of groups of tests in a file. */
export function testTitles(file: string): string[] {
  const titles = read(file).matchAll(/^\s*(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*(['"`])([^]*?)\1/gm)
  return [...titles].map(([, , title = '']) => title)
}

/** The clauses a text cites: `Điều 9, 11.2` cites two. */
export function clausesIn(text: string): string[] {
  return [...text.matchAll(/Điều (\d[\d.]*(?:, (?:Điều )?\d[\d.]*)*)/g)].flatMap(([, list = '']) =>
    list.replaceAll('Điều ', '').split(', '),
  )
}
