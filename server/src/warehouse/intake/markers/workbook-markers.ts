import { SaxesParser } from 'saxes'
import type { Marker } from '../../../access/index.ts'
import { degreeInFileName, degreeInText, degreeInValue, namesDegree } from '../../../law/index.ts'
import { cellText } from '../cell.ts'
import { rowsOfSheet } from '../xlsx-rows.ts'
import { localName, partsOf, readSharedTexts, readWorkbook } from '../xlsx-workbook.ts'
import type { Workbook, WorkbookSheet } from '../xlsx-workbook.ts'
import type { Archive } from '../zip.ts'
import { RowMarkers } from './row-markers.ts'

/** What a workbook says of itself, then its sheets one after the other. */
export async function findInWorkbook(archive: Archive, isWhole: boolean): Promise<Marker | undefined> {
  const workbook = await readWorkbook(archive)
  return (
    (await findInProperties(archive)) ??
    findInSheetNames(workbook) ??
    (await findInDrawings(archive)) ??
    (await findInSheets(archive, workbook, isWhole))
  )
}

const propertyParts = ['docProps/core.xml', 'docProps/app.xml', 'docProps/custom.xml', 'meta.xml']
/** Names of properties that say what a document is; anything in them is a classification. */
const classifying = /^(?:category|contentStatus|status|classification|sensitivity|keywords?|phan loai|trang thai)$/i

/** Properties of a document: those every file has, and those its author made. Their own names may say it, too. */
export async function findInProperties(archive: Archive): Promise<Marker | undefined> {
  for (const part of propertyParts.filter((name) => archive.has(name))) {
    for (const { name, text } of await textsOf(archive, part)) {
      const degree = degreeOfProperty(name, text)
      if (degree !== undefined) return { kind: 'property', degree, place: placeOf(part, name) }
    }
  }
  return undefined
}

function degreeOfProperty(name: string, text: string) {
  const asked = namesDegree(name) || classifying.test(name)
  return degreeInText(text) ?? (asked ? degreeInValue(text) : undefined) ?? degreeInFileName(name)
}

/** A property of the author's making has a name of the author's. */
const placeOf = (part: string, name: string) => (part === 'docProps/core.xml' ? { property: name } : {})

function findInSheetNames({ sheets }: Workbook): Marker | undefined {
  for (const [place, { name }] of sheets.entries()) {
    const degree = degreeInFileName(`${name}.`)
    if (degree !== undefined) return { kind: 'sheet-name', degree, place: { sheet: place + 1 } }
  }
  return undefined
}

/** Text boxes, where stamps are drawn, and comments. */
async function findInDrawings(archive: Archive): Promise<Marker | undefined> {
  for (const part of archive.names.filter((name) => /^xl\/(?:drawings\/[^/]+|comments[^/]*)\.xml$/.test(name))) {
    for (const { text } of await textsOf(archive, part)) {
      const degree = degreeInText(text)
      if (degree !== undefined) return { kind: 'drawing', degree, place: {} }
    }
  }
  return undefined
}

async function findInSheets(archive: Archive, workbook: Workbook, isWhole: boolean): Promise<Marker | undefined> {
  const texts = await readSharedTexts(archive)
  for (const [place, sheet] of workbook.sheets.entries()) {
    const rows = rowsOfSheet(archive, sheet.entry, workbook, texts)
    const found =
      (await findInRows(rows, place + 1, isWhole)) ??
      (isWhole ? await findInPageHeaders(archive, sheet, place + 1) : undefined)
    if (found) return found
  }
  return undefined
}

/** Of a preview no more is read than what tells the header. */
async function findInRows(
  portions: ReturnType<typeof rowsOfSheet>,
  sheet: number,
  isWhole: boolean,
): Promise<Marker | undefined> {
  const markers = new RowMarkers(sheet)
  let taken = 0
  for await (const portion of portions) {
    for (const { number, cells } of portion) {
      const row = { number, cells: cells.map(cellText) }
      if (row.cells.every((cell) => cell === '')) continue
      const found = markers.take(row)
      if (found) return found
      taken += 1
    }
    if (!markers.looksOn || (!isWhole && taken > mostPreviewed)) break
  }
  return markers.end()
}

const mostPreviewed = 300
/** Lies behind all rows of its sheet and is short. */
const pageHeader = /<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)</g
const longestPageHeader = 4096

/** Printed on every page: looked for as text, since parsing a large sheet for it takes long. */
async function findInPageHeaders(
  archive: Archive,
  { entry }: WorkbookSheet,
  sheet: number,
): Promise<Marker | undefined> {
  let rest = ''
  for await (const part of partsOf(archive, entry)) {
    const text = rest + part
    for (const [, written = ''] of text.matchAll(pageHeader)) {
      const degree = degreeInText(withoutCodes(written))
      if (degree !== undefined) return { kind: 'page-header', degree, place: { sheet } }
    }
    rest = text.slice(-longestPageHeader)
  }
  return undefined
}

/** Without what tells font, size, colour and place. */
function withoutCodes(written: string): string {
  return written
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replace(/&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Za-z]/g, ' ')
}

interface PartText {
  /** Of the element, or of the property it stands in. */
  readonly name: string
  readonly text: string
}

/** The texts of a small part, each paragraph whole. */
export async function textsOf(archive: Archive, part: string, most = 2_000): Promise<PartText[]> {
  const found: PartText[] = []
  let [text, property]: [string, string | undefined] = ['', undefined]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const own = localName(name)
    if (own === 'property' || own === 'user-defined') property = attributes['name'] ?? attributes['meta:name']
    if (isParagraph(own)) text = ''
  })
  parser.on('text', (piece) => {
    if (text.length < most) text += piece
  })
  parser.on('closetag', ({ name }) => {
    const own = localName(name)
    if (own === 't' || own === 'r' || own === 'span') return
    if (text.trim() !== '') found.push({ name: property ?? own, text: text.slice(0, most) })
    text = ''
    if (own === 'property' || own === 'user-defined') property = undefined
  })
  parser.on('error', () => undefined)
  for await (const piece of partsOf(archive, part)) {
    parser.write(piece)
    if (found.length >= mostTexts) break
  }
  return found
}

const mostTexts = 2_000
const isParagraph = (name: string) => name === 'p' || name === 'si'
