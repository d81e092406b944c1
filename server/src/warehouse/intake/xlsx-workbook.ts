import { SaxesParser } from 'saxes'
import { textOfEntry, UnreadableError } from './zip.ts'
import type { Archive } from './zip.ts'

export interface WorkbookSheet {
  readonly name: string
  /** Where its rows lie in the archive. */
  readonly entry: string
}

/** What a workbook says before its rows. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[]
  /** Days are counted from 1904 instead of 1900. */
  readonly is1904: boolean
  /** By the number of a cell's style: whether its numbers are shown as days. */
  readonly isDayStyle: readonly boolean[]
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The elements of a small part, in order; their texts are not looked at. */
function elementsOf(xml: string): Element[] {
  const found: Element[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => found.push({ name: localName(name), attributes }))
  parser.on('error', (cause) => {
    throw new UnreadableError('XML', { cause })
  })
  parser.write(xml).close()
  return found
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Reads what stands around the rows. A workbook with macros or with links to other files is refused by name. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (archive.names.some((name) => /vbaProject\.bin$/i.test(name))) throw new UnreadableError('macro')
  if (archive.names.some((name) => name.startsWith('xl/externalLinks/'))) throw new UnreadableError('external link')
  if (!archive.has('xl/workbook.xml')) throw new UnreadableError('no workbook')
  const workbook = elementsOf(await textOfEntry(archive, 'xl/workbook.xml'))
  const targets = await relationsOf(archive)
  const sheets = workbook.flatMap(({ name, attributes }) => {
    if (name !== 'sheet') return []
    const entry = targets.get(attributes['r:id'] ?? '')
    return entry === undefined || !archive.has(entry) ? [] : [{ name: attributes['name'] ?? '', entry }]
  })
  const properties = workbook.find(({ name }) => name === 'workbookPr')?.attributes['date1904'] ?? '0'
  return { sheets, is1904: properties === '1' || properties === 'true', isDayStyle: await dayStylesOf(archive) }
}

async function relationsOf(archive: Archive): Promise<Map<string, string>> {
  const name = 'xl/_rels/workbook.xml.rels'
  const elements = archive.has(name) ? elementsOf(await textOfEntry(archive, name)) : []
  return new Map(
    elements.flatMap(({ attributes }) => {
      const { Id: id, Target: target } = attributes
      if (id === undefined || target === undefined) return []
      return [[id, target.startsWith('/') ? target.slice(1) : `xl/${target}`] as const]
    }),
  )
}

/** Formats 14–22 and 45–47 are built in and show days or times; others say it by their letters. */
function isBuiltInDay(format: number): boolean {
  return (format >= 14 && format <= 22) || (format >= 45 && format <= 47)
}

async function dayStylesOf(archive: Archive): Promise<boolean[]> {
  if (!archive.has('xl/styles.xml')) return []
  const elements = elementsOf(await textOfEntry(archive, 'xl/styles.xml'))
  const codes = new Map(
    elements
      .filter(({ name }) => name === 'numFmt')
      .map(({ attributes }) => [Number(attributes['numFmtId']), attributes['formatCode'] ?? '']),
  )
  const from = elements.findIndex(({ name }) => name === 'cellXfs')
  const after = elements.slice(from + 1)
  const end = after.findIndex(({ name }) => name === 'cellStyles' || name === 'dxfs')
  return after
    .slice(0, end < 0 ? undefined : end)
    .filter(({ name }) => name === 'xf')
    .map(({ attributes }) => {
      const format = Number(attributes['numFmtId'] ?? '0')
      const code = codes.get(format)
      return code === undefined ? isBuiltInDay(format) : isDayCode(code)
    })
}

/** A format of days has y, m, d or h outside quotes, brackets and escapes. */
function isDayCode(code: string): boolean {
  return /[ymdh]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '').replace(/general/i, ''))
}

/** The shared texts of a workbook by their number, as plain text without phonetic hints. */
export async function readSharedTexts(archive: Archive): Promise<string[]> {
  const name = 'xl/sharedStrings.xml'
  if (!archive.has(name)) return []
  const texts: string[] = []
  let [text, isText, isHint] = ['', false, false]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: tag }) => {
    const local = localName(tag)
    if (local === 'si') text = ''
    else if (local === 'rPh') isHint = true
    isText = local === 't'
  })
  parser.on('text', (part) => {
    if (isText && !isHint) text += part
  })
  parser.on('closetag', ({ name: tag }) => {
    const local = localName(tag)
    isText = false
    if (local === 'rPh') isHint = false
    else if (local === 'si') texts.push(text)
  })
  await feed(parser, archive, name)
  return texts
}

/** Hands an entry to a parser as it is unpacked. */
export async function feed(parser: SaxesParser, archive: Archive, name: string): Promise<void> {
  for await (const part of partsOf(archive, name)) parser.write(part)
  parser.close()
}

/** An entry as text, piece by piece; a fault of its packing is one of the file. */
export async function* partsOf(archive: Archive, name: string): AsyncGenerator<string, void> {
  const stream = await archive.open(name)
  stream.setEncoding('utf8')
  try {
    yield* stream as AsyncIterable<string>
  } catch (cause) {
    throw new UnreadableError('damaged', { cause })
  }
}
