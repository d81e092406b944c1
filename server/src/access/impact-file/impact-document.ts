import { localDay, officeDocument, writtenDay } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { confirmedVersion } from './impact-file.ts'
import type { ImpactFile } from './impact-file.service.ts'
import { impactText, measureTexts, statusTexts } from './impact-file.texts.ts'

/** The impact file as a document to be signed and filed: with the facts it was confirmed with, or as a draft with those of now. */
export function impactDocument(file: ImpactFile, language: Language): Promise<Buffer> {
  const text = (name: keyof typeof impactText) => impactText[name][language]
  const version = confirmedVersion(file.versions) ?? file.versions[0]
  const facts = version?.facts ?? file.facts
  const day = (at: Date | null, by: string | null) => (at === null ? '–' : `${writtenDay(localDay(at))} (${by ?? ''})`)
  const said = (name: 'purposes' | 'legalBasis' | 'retention' | 'risks' | 'measures') => [
    { heading: text(name) },
    ...(version ? version[name].split('\n') : [text('unwritten')]).map((paragraph) => ({ paragraph })),
  ]
  const catalogue =
    facts.catalogue === null ? '–' : `${String(facts.catalogue.version)} (${facts.catalogue.instrument})`
  const head = [
    [text('dataset'), `${language === 'en' && file.nameEn !== '' ? file.nameEn : file.name} (${file.code})`],
    [text('provider'), file.provider.name],
    [text('status'), statusTexts[file.status][language]],
    [text('version'), version ? String(version.version) : '–'],
    [text('written'), version ? day(version.writtenAt, version.writtenBy) : '–'],
    [text('confirmed'), version ? day(version.confirmedAt, version.confirmedBy) : '–'],
    [text('classification'), text(facts.classification)],
    [text('catalogue'), catalogue],
  ]
  return officeDocument(
    text('title'),
    [
      { paragraph: text('basis') },
      ...head.map(([name = '', value = '']) => ({ paragraph: `${name}: ${value}` })),
      { heading: text('fields') },
      {
        columns: [
          { name: text('field'), share: 45 },
          { name: text('name'), share: 30 },
          { name: text('sensitivity'), share: 25 },
        ],
        rows: facts.fields.map(({ title, titleEn, name, sensitivity }) => [
          language === 'en' && titleEn !== '' ? titleEn : title,
          name,
          text(sensitivity),
        ]),
      },
      ...said('purposes'),
      ...said('legalBasis'),
      { heading: text('readers') },
      ...(facts.consumers.length === 0 ? ['–'] : facts.consumers).map((consumer) => ({
        paragraph: isGroup(consumer) ? text(consumer) : consumer,
      })),
      ...said('retention'),
      ...said('risks'),
      { heading: text('ownMeasures') },
      ...facts.measures.map((measure) => ({ paragraph: `- ${measureTexts[measure][language]}` })),
      ...said('measures'),
    ],
    `${text('title')}: ${file.code}`,
  )
}

function isGroup(consumer: string): consumer is 'departments' | 'wards' | 'all' {
  return consumer === 'departments' || consumer === 'wards' || consumer === 'all'
}
