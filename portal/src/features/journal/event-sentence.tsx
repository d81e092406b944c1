import { Trans, useTranslation } from 'react-i18next'
import type { JournalEntry } from '../../api/types.ts'

/** Names of datasets by their codes; the journal itself knows only codes. */
export type DatasetNames = ReadonlyMap<string, string>

const noNames: DatasetNames = new Map()

interface EventSentenceProps {
  entry: JournalEntry
  names?: DatasetNames
}

/** What happened, as a person would say it; an event we have no words for shows its own name. */
export function EventSentence({ entry, names = noNames }: EventSentenceProps) {
  const { t, i18n } = useTranslation()
  const { actor, subject } = entry
  const values = {
    who: actor.via === 'system' ? t('journal.system') : actor.accountName,
    what: names.get(subject.label) ?? (subject.label === '' ? subject.id : subject.label),
  }
  const key = `event.${entry.event}`
  if (!i18n.exists(key)) {
    return (
      <>
        <strong>{values.who}</strong>: {entry.event} – {values.what}
      </>
    )
  }
  return (
    <Trans
      i18nKey={key as 'event.law.instrument.registered'}
      values={values}
      components={{ b: <strong /> }}
      shouldUnescape
      tOptions={{ interpolation: { escapeValue: true } }}
    />
  )
}
