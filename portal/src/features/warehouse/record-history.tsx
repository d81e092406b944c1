import { Link } from '@tanstack/react-router'
import type { RecordVersion } from '../../api/types.ts'
import { Moment } from '../../components/moment.tsx'
import type { CodeNames } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'
import type { Structures } from './cell-changes.ts'
import { ChangedCells } from './changed-cells.tsx'
import classes from './submission-timeline.module.css'
import own from './record-history.module.css'

interface RecordHistoryProps {
  versions: RecordVersion[]
  structures: Structures
  codeNames: CodeNames
}

/** The life of one record, newest first: at each change the cells before and after. */
export function RecordHistory({ versions, structures, codeNames }: RecordHistoryProps) {
  const newestFirst = versions.toSorted((a, b) => b.since.apply - a.since.apply)
  return (
    <ol className={classes.timeline}>
      {newestFirst.map((version, index) => (
        <li key={`${String(version.since.apply)} ${version.operation}`} className={classes.item}>
          <Step version={version} before={newestFirst[index + 1]} structures={structures} codeNames={codeNames} />
        </li>
      ))}
    </ol>
  )
}

interface StepProps {
  version: RecordVersion
  before: RecordVersion | undefined
  structures: Structures
  codeNames: CodeNames
}

function Step({ version, before, structures, codeNames }: StepProps) {
  const { t, format } = useText()
  return (
    <>
      <p className={classes.head}>
        <strong className={own.operation}>{t(`operation.${version.operation}`)}</strong>
        <span className={own.when}>
          <Moment at={version.since.at} />
        </span>
      </p>
      <p className={classes.meta}>
        {t('record.apply', { number: format.number(version.since.apply) })}
        {version.since.submission !== null && (
          <>
            {' · '}
            <Link to="/submissions/$id" params={{ id: version.since.submission }}>
              {t('record.seeSubmission')}
            </Link>
            {' · '}
            <Link to="/journal" search={{ subject: version.since.submission }}>
              {t('record.seeJournal')}
            </Link>
          </>
        )}
      </p>
      {version.operation === 'change' && before !== undefined && (
        <div className={own.changes}>
          <ChangedCells before={before} after={version} structures={structures} codeNames={codeNames} />
        </div>
      )}
    </>
  )
}
