import { localDay, officeDocument, writtenDay, writtenInstant } from '../../platform/index.ts'
import type { DocumentPart, Language } from '../../platform/index.ts'
import { documentText, readActionText, readReasonText } from './reads-document.texts.ts'
import type { SearchedDataset, SubjectReadsAnswer } from './subject-reads.ts'
import type { SubjectRequest } from './subject-request.ts'
import { kindTexts } from './subject-request.texts.ts'
import { writtenNumber } from '../written-number.ts'

interface Answered {
  readonly request: SubjectRequest
  readonly answer: SubjectReadsAnswer
}

/** The answer to "who read my data" for the person, to be signed and handed over. It names units, never people who read. */
export function readsDocument({ request, answer }: Answered, language: Language): Promise<Buffer> {
  const text = (name: keyof typeof documentText) => documentText[name][language]
  const { subject } = request
  const facts = [
    [text('request'), `${writtenNumber(request)} (${kindTexts[request.kind][language]})`],
    ...(subject
      ? [
          [text('person'), subject.name],
          [text('identityNumber'), subject.identityNumber],
        ]
      : []),
    [text('at'), shownInstant(answer.at)],
  ]
  const searched = answer.datasets.filter(({ records, endedRecords }) => records + endedRecords > 0)
  const empty = answer.datasets.filter((each) => !searched.includes(each) && each.by.length > 0)
  const open = answer.datasets.filter(({ notSearched }) => notSearched.length > 0)
  return officeDocument(text('title'), [
    { paragraph: text('basis') },
    ...facts.map(([name = '', value = '']) => ({ paragraph: `${name}: ${value}` })),
    ...(searched.length === 0 ? [{ paragraph: text('nowhere') }] : searched.flatMap((each) => partsOf(each, language))),
    ...(empty.length === 0
      ? []
      : [{ heading: text('notFoundIn') }, ...empty.map((each) => ({ paragraph: nameOf(each, language) }))]),
    ...(open.length === 0
      ? []
      : [
          { heading: text('notSearched') },
          ...open.map((each) => ({
            paragraph: `${nameOf(each, language)}: ${each.notSearched.map((field) => titleOf(field, language)).join(', ')}`,
          })),
        ]),
    { heading: text('howTitle') },
    { paragraph: text('how') },
  ])
}

function partsOf(dataset: SearchedDataset, language: Language): DocumentPart[] {
  const text = (name: keyof typeof documentText) => documentText[name][language]
  const { provider, since, named, namedCount, bulk, records, endedRecords } = dataset
  const shared = ({ purpose, fields, reasons }: SearchedDataset['bulk'][number] | SearchedDataset['named'][number]) => [
    purpose ?? text('noPurpose'),
    reasons.map((reason) => readReasonText(reason, language)).join('; '),
    fields.map((field) => titleOf(dataset.titles[field] ?? { title: field, titleEn: field }, language)).join(', '),
  ]
  const columns = (first: string) => [
    { name: first, share: 17 },
    { name: text('unit'), share: 20 },
    { name: text('action'), share: 13 },
    { name: text('purpose'), share: 18 },
    { name: text('reason'), share: 14 },
    { name: text('fields'), share: 18 },
  ]
  return [
    { heading: nameOf(dataset, language) },
    { paragraph: `${text('provider')}: ${nameOf(provider, language)}` },
    { paragraph: `${text('records')}: ${String(records)}; ${text('ended')}: ${String(endedRecords)}` },
    { paragraph: `${text('since')}: ${since === null ? '–' : writtenDay(localDay(since))}` },
    { paragraph: `${text('named')}: ${String(namedCount)}` },
    ...(named.length === 0
      ? []
      : [
          {
            columns: columns(text('when')),
            rows: named.map((read) => [
              shownInstant(read.at),
              read.unit,
              readActionText(read.action, language),
              ...shared(read),
            ]),
          },
        ]),
    { paragraph: `${text('bulk')}: ${String(bulk.reduce((sum, { reads }) => sum + reads, 0))}` },
    ...(bulk.length === 0
      ? []
      : [
          {
            columns: columns(text('period')),
            rows: bulk.map((reads) => [
              `${shownInstant(reads.firstAt)} – ${shownInstant(reads.lastAt)} (${String(reads.reads)})`,
              reads.unit,
              readActionText(reads.action, language),
              ...shared(reads),
            ]),
          },
        ]),
  ]
}

function nameOf({ name, nameEn }: { readonly name: string; readonly nameEn: string }, language: Language): string {
  return language === 'en' && nameEn !== '' ? nameEn : name
}

function titleOf({ title, titleEn }: { readonly title: string; readonly titleEn: string }, language: Language): string {
  return language === 'en' && titleEn !== '' ? titleEn : title
}

function shownInstant(at: Date): string {
  const { time, day } = writtenInstant(at)
  return `${time.slice(0, 5)} ${day}`
}
