import { degreeInFileName, degreeInText } from '../law/index.ts'
import type { FieldFault, Language } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { DatasetInput } from './dataset.ts'
import type { DocumentInput } from './document.ts'
import type { Declaration } from './structure.declaration.ts'

/** State secrets are outside the warehouse (Điều 1.2): what says of itself that it is one is not described here either. */

/** Throws `catalogue.secrecyMarked` naming each text of a dataset's description that bears a mark. */
export function refuseMarkedDataset(input: DatasetInput, language: Language): void {
  const { name, nameEn, description, descriptionEn, contact, licence } = input
  const texts = { name, nameEn, description, descriptionEn, contact, licence }
  refuse(input.code, [...markedTexts(texts, ''), ...markedName('code', input.code)], language)
}

/** The same for a structure: the names, titles, descriptions and patterns of its fields, and its note. */
export function refuseMarkedStructure(code: string, { fields, note }: Declaration, language: Language): void {
  const inFields = fields.flatMap((field, place) => {
    const { title, titleEn, description, descriptionEn, pattern } = field
    const texts = { title, titleEn, description, descriptionEn, pattern: pattern ?? '' }
    const at = `fields[${String(place)}].`
    return [...markedName(`${at}name`, field.name), ...markedTexts(texts, at)]
  })
  refuse(code, [...inFields, ...markedTexts({ note }, '')], language)
}

/** The same for what is said of a document; its content is looked at when it has come. */
export function refuseMarkedDocument(code: string, { title, version, fileName }: DocumentInput): void {
  refuse(code, [...markedTexts({ title, version }, ''), ...markedName('fileName', fileName)], 'vi')
}

function markedTexts(texts: Readonly<Record<string, string>>, at: string): string[] {
  return Object.entries(texts).flatMap(([name, text]) => (degreeInText(text) === undefined ? [] : [`${at}${name}`]))
}

const markedName = (path: string, name: string) => (degreeInFileName(name) === undefined ? [] : [path])

const messages: Readonly<Record<Language, string>> = {
  vi: 'Nội dung này mang dấu hiệu bí mật nhà nước.',
  en: 'This text bears a mark of state secrets.',
}

function refuse(dataset: string, paths: readonly string[], language: Language): void {
  if (paths.length === 0) return
  const errors: FieldFault[] = paths.map((field) => ({ field, message: messages[language] }))
  throw catalogueProblems.secrecyMarked({ dataset, marks: paths.length }, { errors })
}
