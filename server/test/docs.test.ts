import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allCommands } from '../src/app/cli/index.ts'
import { leafHash, problemType, settings, sha256 } from '../src/platform/index.ts'
import { rowCommitment, rowLeaf } from '../src/warehouse/index.ts'
import { clausesIn, codeIn, exists, filesBelow, linksOf, read, root, tableUnder, testTitles } from './docs/documents.ts'
import { knownAnswer } from './docs/known-answer.ts'

/** The documentation, held against the code: what a page names is there. */
const pages = filesBelow('', '.md')
const commands = await allCommands()
const order = JSON.parse(read('server/src/app/module-order.json')) as readonly string[]
const modules = order.filter((name) => exists(`server/src/${name}`))

describe('links', () => {
  it.each(pages)('%s leads only to what is there', (page) => {
    expect(linksOf(page).filter((target) => !exists(target))).toEqual([])
  })
})

describe('decisions', () => {
  const decisions = filesBelow('docs/adr', '.md')

  it('are all named by ARCHITECTURE.md, each by a number of its own', () => {
    expect(linksOf('ARCHITECTURE.md')).toEqual(expect.arrayContaining(decisions))
    const numbers = decisions.map((page) => path.basename(page).slice(0, 4))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.map(Number).sort((one, other) => one - other)).toEqual(numbers.map((_number, place) => place + 1))
  })

  it.each(decisions)('%s says context, decision and consequences on a page', (page) => {
    const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(['Context', 'Decision', 'Consequences'])
    expect(read(page)).toMatch(new RegExp(`^# ${path.basename(page).slice(0, 4)} `))
    expect(read(page).split('\n').length).toBeLessThanOrEqual(70)
  })

  it('fix a row leaf that the code gives too: the known answer of ADR 0003 (Điều 13.3)', () => {
    const { bytes, versions, root: expected } = knownAnswer()
    const [first, second] = versions.map(({ salt, values, commitment }) => {
      expect(rowCommitment(salt, values).toString('hex')).toBe(commitment)
      return rowCommitment(salt, values)
    })
    expect(sha256(bytes)).toEqual(first)
    expect(leafHash(rowLeaf('I', undefined, first)).toString('hex')).toBe(expected)
    expect(rowLeaf('C', first, second)).toHaveLength(65)
  })
})

describe('ARCHITECTURE.md', () => {
  const place = (file: string) => `server/src/${file}`

  it.each(['Life of a submission', 'Life of a read'])('%s names files and functions that exist', (heading) => {
    const rows = tableUnder('ARCHITECTURE.md', heading)
    expect(rows.length).toBeGreaterThanOrEqual(7)
    let file = ''
    for (const code of rows.flatMap(([, where = '']) => codeIn(where))) {
      if (code.endsWith('.ts')) file = place(code)
      expect(exists(file), file).toBe(true)
      if (!code.endsWith('.ts')) expect(read(file), `${file} has ${code}`).toMatch(new RegExp(`\\b${code}\\b`))
    }
  })

  it('tells for at least fifteen changes where to start', () => {
    const rows = tableUnder('ARCHITECTURE.md', 'To change X, start at Y')
    expect(rows.length).toBeGreaterThanOrEqual(15)
    const named = rows.flatMap(([, where = '']) => codeIn(where)).filter((code) => /^[\w./-]+\/[\w./-]*$/.test(code))
    expect(named.filter((name) => !exists(name))).toEqual([])
  })

  it('shows the modules in their order', () => {
    expect(read('ARCHITECTURE.md')).toContain(`**${modules.join(' → ')}**`)
  })
})

describe('modules', () => {
  it.each(modules)('%s has a README of at most forty lines', (module) => {
    const page = `server/src/${module}/README.md`
    expect(exists(page), page).toBe(true)
    expect(read(page).trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })
})

describe('docs/regulation.md', () => {
  const rows = tableUnder('docs/regulation.md', 'Where and how')
  const routes = JSON.parse(read('server/openapi.json')) as { paths: Record<string, Record<string, unknown>> }

  it('has the rows that are built', () => {
    const names = [
      'R01',
      'R02',
      'R03',
      'R05',
      'R06',
      'R09',
      'R10',
      'R13',
      'R14',
      'R15',
      'R16',
      'R17',
      'R18',
      'R19',
      'R20',
      'R21',
      'R24',
      'R25',
      'R30',
    ]
    expect(rows.map(([row]) => row)).toEqual(names)
    expect(tableUnder('docs/regulation.md', 'How far').map(([row]) => row)).toEqual(names)
  })

  it.each(rows)('%s (%s): its modules, routes and commands exist', (_row, _clause, where = '', calls = '') => {
    for (const module of codeIn(where)) expect([...modules, 'portal']).toContain(module)
    for (const call of codeIn(calls)) {
      const [method = '', url = ''] = call.split(' ')
      if (method === 'kho') expect(commands.map(({ name }) => `kho ${name}`)).toContain(call)
      else expect(Object.keys(routes.paths[url] ?? {}), call).toContain(method.toLowerCase())
    }
  })

  it.each(rows)('%s: each of its tests cites %s', (...[, clauses = '', , , tests = '']) => {
    const cited = clausesIn(clauses)
    expect(codeIn(tests).length).toBeGreaterThan(0)
    for (const file of codeIn(tests)) {
      const found = clausesIn(testTitles(file).join('\n')).filter((clause) => cited.includes(clause))
      expect(found.length, `${file} cites ${clauses}`).toBeGreaterThan(0)
    }
  })
})

describe('docs/glossary.md', () => {
  const sources = ['server/src', 'server/recipes', 'portal/src'].flatMap((folder) => filesBelow(folder, '.ts', '.tsx'))
  const corpus = [...sources, ...filesBelow('server/migrations', '.sql'), ...filesBelow('docs/reference', '.md')]
    .map(read)
    .join('\n')

  it('names only words that exist', () => {
    const terms = tableUnder('docs/glossary.md', 'Glossary').flatMap(([, , english = '']) => codeIn(english))
    expect(terms.length).toBeGreaterThan(50)
    const isThere = (term: string) => {
      const anyCase = `[${term.charAt(0)}${term.charAt(0).toUpperCase()}]${term.slice(1)}`
      return new RegExp(`(?<![\\w-])${anyCase}(?![\\w-])`).test(corpus)
    }
    expect(terms.filter((term) => !isThere(term))).toEqual([])
  })
})

describe('docs/reference', () => {
  const missing = (page: string, names: readonly string[]) => {
    const text = read(`docs/reference/${page}`)
    return names.filter((name) => !text.includes(`\`${name}`))
  }

  it('has every setting and every command', () => {
    expect(missing('configuration.md', Object.keys(settings))).toEqual([])
    const names = commands.map(({ name }) => `kho ${name}`)
    expect(missing('commands.md', names)).toEqual([])
  })

  it.each(modules)('has the problems and events of %s', async (module) => {
    const face = (await import(pathToFileURL(path.join(root, `server/src/${module}/index.ts`)).href)) as object
    const problems = Object.values(face).flatMap((each) => namesIn(each, 'definitions'))
    const events = Object.values(face).flatMap((each) => namesIn(each, 'meanings'))
    expect(missing('problems.md', problems.map(problemType))).toEqual([])
    expect(missing('events.md', events)).toEqual([])
  })
})

/** The names a module's table of problems or events holds; none for anything else. */
function namesIn(value: unknown, member: 'definitions' | 'meanings'): string[] {
  if (typeof value !== 'object' || value === null || !(member in value)) return []
  return Object.keys((value as Record<typeof member, object>)[member])
}

describe('every page', () => {
  const own = pages.filter((page) => !page.startsWith('docs/reference/'))

  it.each(own)('%s names settings, commands and scripts that exist', (page) => {
    const text = read(page)
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const foreign = /^KHO_(TOKEN|CHROMIUM|PORTAL_API|TEST_\w+)$/
    const named = [...new Set([...text.matchAll(/\bKHO_[A-Z_]*[A-Z]\b/g)].map(([name]) => name))]
    expect(named.filter((name) => !foreign.test(name) && !(name.replace(/_FILE$/, '') in settings))).toEqual([])
    const calls = [...text.matchAll(/npx kho (?!--)([a-z]+(?:-[a-z]+)*(?: [a-z]+)?)/g)].map(([, words = '']) => words)
    const known = commands.map(({ name }) => name)
    expect(
      calls.filter(
        (words) =>
          !known.some((name) => words === name || words.startsWith(`${name} `) || words.split(' ')[0] === name),
      ),
    ).toEqual([])
    const runs = [...text.matchAll(/npm run ([a-z]+)/g)].map(([, script = '']) => script)
    expect(runs.filter((script) => !(script in scripts))).toEqual([])
  })
})
