import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { JournalEntry } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Facts } from '../../components/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { EntryCheck } from '../../features/journal/entry-check.tsx'
import { EventSentence, type DatasetNames } from '../../features/journal/event-sentence.tsx'
import { Payload } from '../../features/journal/payload.tsx'
import { entryQuery, signatureQuery } from '../../features/journal/queries.ts'
import { viaOf } from '../../features/journal/via.ts'
import { useText } from '../../lib/use-text.ts'
import { useDatasetNames } from '../use-dataset-names.ts'

const route = getRouteApi('/journal/$id')

export function JournalEntryPage() {
  const { t, word } = useText()
  const { id } = route.useParams()
  const entry = useQuery(entryQuery(id))
  const names = useDatasetNames()
  return (
    <Page
      title={entry.data === undefined ? t('journal.one') : word('eventName', entry.data.event)}
      crumbs={[
        <Link key="journal" to="/journal">
          {t('nav.journal')}
        </Link>,
      ]}
      lead={entry.data && <EventSentence entry={entry.data} names={names} />}
    >
      <QueryView query={entry} skeleton={<Lines count={8} />}>
        {(data) => (
          <>
            <Card>
              <EntryFacts entry={data} names={names} />
            </Card>
            <EntryCheck entry={data} />
            <Section title={t('journal.payload')} help={t('journal.payloadHelp')}>
              <Payload payload={data.payload} />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  )
}

function EntryFacts({ entry, names }: { entry: JournalEntry; names: DatasetNames }) {
  const { t, word, format } = useText()
  const { actor } = entry
  const root = entry.payload['merkleRoot']
  const signature = useSignatureMark(entry)
  return (
    <Facts
      facts={[
        { name: t('journal.at'), value: <Moment at={entry.at} /> },
        {
          name: t('journal.who'),
          value: actor.via === 'system' ? t('journal.system') : `${actor.accountName} (${actor.account})`,
        },
        actor.via === 'system' ? null : { name: t('journal.unit'), value: actor.unitName },
        { name: t('journal.via'), value: viaOf(actor, word) },
        actor.client ? { name: t('journal.token'), value: actor.client.token } : null,
        signature === null ? null : { name: t('journal.signature'), value: signature },
        { name: t('journal.subject'), value: <SubjectLink entry={entry} names={names} /> },
        {
          name: t('journal.leaf'),
          value:
            entry.index === null
              ? t('journal.notSealed')
              : t('journal.leafNumber', { number: format.number(entry.index) }),
        },
        { name: t('journal.leafHash'), value: <Digest value={entry.leafHash} whole /> },
        typeof root === 'string' ? { name: t('submission.merkleRoot'), value: <Digest value={root} whole /> } : null,
      ]}
    />
  )
}

/** Whether the one who acted signed for it, with a passkey they had then; null where nothing had to be signed. */
function useSignatureMark({ id, actor }: JournalEntry): ReactNode {
  const { t } = useText()
  const { data } = useQuery(signatureQuery(id))
  if (data === undefined) return actor.signature === undefined ? null : t('journal.signedUnchecked')
  if (data.standing === 'faulty') return <strong>{t('journal.signedWrong')}</strong>
  return data.standing === 'signed' ? t('journal.signed') : null
}

/** From the entry to the thing itself, where the portal has a page for it. */
function SubjectLink({ entry, names }: { entry: JournalEntry; names: DatasetNames }) {
  const { word } = useText()
  const { type, label, id } = entry.subject
  const text = names.get(label) ?? (label === '' ? id : label)
  return (
    <>
      <SubjectPage subject={entry.subject}>{text}</SubjectPage> ({word('subject', type)})
    </>
  )
}

function SubjectPage({ subject, children }: { subject: JournalEntry['subject']; children: string }) {
  const { type, id, label } = subject
  switch (type) {
    case 'dataset':
      return (
        <Link to="/datasets/$code" params={{ code: label }}>
          {children}
        </Link>
      )
    case 'submission':
      return (
        <Link to="/submissions/$id" params={{ id }}>
          {children}
        </Link>
      )
    case 'instrument':
      return (
        <Link to="/law/$id" params={{ id }}>
          {children}
        </Link>
      )
    case 'codeList':
      return (
        <Link to="/code-lists/$code" params={{ code: id }}>
          {children}
        </Link>
      )
    case 'catalogueVersion':
      return (
        <Link to="/catalogue/$number" params={{ number: id }}>
          {children}
        </Link>
      )
    default:
      return children
  }
}
