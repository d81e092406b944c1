import { Link } from '@tanstack/react-router'
import type { Submission } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Facts, type Fact } from '../../components/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { useText } from '../../lib/use-text.ts'
import { ReadAs } from './read-as.tsx'

/** Who sent what when, and the marks by which it can be proved; then what else there is to say. */
export function SubmissionFacts({ submission, more }: { submission: Submission; more: Fact[] }) {
  const { t, named, format } = useText()
  const { submittedBy, finishedAt, applyNumber, journalEntry, journalIndex, merkleRoot } = submission
  return (
    <Facts
      facts={[
        {
          name: t('submission.dataset'),
          value: (
            <Link to="/datasets/$code" params={{ code: submission.dataset.code }}>
              {named(submission.dataset)}
            </Link>
          ),
        },
        {
          name: t('submission.file'),
          value: `${submission.fileName ?? t('submission.noFileName')} (${format.bytes(submission.bytes)})`,
        },
        submission.profile === null
          ? null
          : { name: t('submit.readAs'), value: <ReadAs profile={submission.profile} /> },
        { name: t('submission.by'), value: `${submittedBy.account}, ${submittedBy.unit}` },
        { name: t('submission.channel'), value: t(`channel.${submission.channel}`) },
        { name: t('submission.receivedAt'), value: <Moment at={submission.receivedAt} /> },
        finishedAt === null || submission.state === 'waiting'
          ? null
          : { name: t('submission.finishedAt'), value: <Moment at={finishedAt} /> },
        {
          name: t('submission.structure'),
          value: (
            <Link
              to="/datasets/$code/structure"
              params={{ code: submission.dataset.code }}
              search={{ version: String(submission.structureVersion) }}
            >
              {t('submission.structureVersion', { version: submission.structureVersion })}
            </Link>
          ),
        },
        { name: t('submission.digest'), value: <Digest value={submission.digest} /> },
        applyNumber === null ? null : { name: t('submission.applyNumber'), value: format.number(applyNumber) },
        journalEntry === null
          ? null
          : {
              name: t('submission.journalEntry'),
              value: (
                <Link to="/journal/$id" params={{ id: journalEntry }}>
                  {journalIndex === null
                    ? t('journal.notSealed')
                    : t('journal.leafNumber', { number: format.number(journalIndex) })}
                </Link>
              ),
            },
        merkleRoot === null ? null : { name: t('submission.merkleRoot'), value: <Digest value={merkleRoot} /> },
        ...more,
      ]}
    />
  )
}
