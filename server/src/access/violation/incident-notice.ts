import { officeDocument, writtenInstant } from '../../platform/index.ts'
import type { DocumentPart, Language } from '../../platform/index.ts'
import { writtenNumber } from '../written-number.ts'
import { noticeHours } from './violation.ts'
import type { Incident, NoticeName } from './violation.ts'
import { actTexts, kindTexts, noticeText } from './violation.texts.ts'
import type { SeenViolation } from './violations.ts'

/** A notice of an incident to the competent body, to be signed and sent; what is not known yet is left to be written in. */
export function incidentNotice(
  violation: SeenViolation & { readonly incident: Incident },
  notice: NoticeName,
  language: Language,
): Promise<Buffer> {
  const text = (name: keyof typeof noticeText) => noticeText[name][language]
  const { incident, dataset } = violation
  const { nature, reach, remedy, people } = incident.facts
  const due = new Date(incident.since.getTime() + noticeHours[notice] * 3_600_000)
  const facts = [
    [text('violation'), writtenNumber(violation)],
    [text('kind'), kindTexts[violation.kind][language]],
    [text('since'), shown(incident.since)],
    [text('due'), shown(due)],
    [
      text('dataset'),
      dataset ? `${language === 'en' && dataset.nameEn !== '' ? dataset.nameEn : dataset.name} (${dataset.code})` : '…',
    ],
    [text('personal'), text(incident.isPersonal ? 'yes' : 'no')],
    ...(notice === 'personalData' ? [[text('people'), people === null ? text('unknown') : String(people)]] : []),
  ]
  const said = (name: 'nature' | 'reach' | 'remedy', words: string): DocumentPart[] => [
    { heading: text(name) },
    ...words.split('\n').map((paragraph) => ({ paragraph })),
  ]
  return officeDocument(noticeText[notice][language], [
    { paragraph: noticeText[`${notice}Basis`][language] },
    ...facts.map(([name = '', value = '']) => ({ paragraph: `${name}: ${value}` })),
    ...said('nature', nature),
    ...said('reach', reach),
    ...said('remedy', remedy),
    ...(notice === 'first' ? [] : course(violation, language)),
    { heading: text('contact') },
    { paragraph: text('toBeWritten') },
    { paragraph: text('signature') },
  ])
}

/** What was done, in order, and by what it can be checked; no names of persons: the body asks for those. */
function course({ acts, evidence }: SeenViolation, language: Language): DocumentPart[] {
  const text = (name: keyof typeof noticeText) => noticeText[name][language]
  return [
    { heading: text('course') },
    {
      columns: [
        { name: text('when'), share: 35 },
        { name: text('what'), share: 65 },
      ],
      rows: acts.map(({ at, act }) => [shown(at), actTexts[act][language]]),
    },
    { heading: text('evidence') },
    ...(evidence.length === 0
      ? [{ paragraph: text('noEvidence') }]
      : evidence.map(({ number, seal }) => ({ paragraph: `${String(number)}. SHA-256 ${seal.toString('hex')}` }))),
  ]
}

function shown(at: Date): string {
  const { time, day } = writtenInstant(at)
  return `${time.slice(0, 5)} ${day}`
}
