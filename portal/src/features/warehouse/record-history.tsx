import { Link } from '@tanstack/react-router'
import type { RecordVersion } from '../../api/types.ts'
import { Changes } from '../../components/changes.tsx'
import { Moment } from '../../components/moment.tsx'
import { Value, type CodeNames, type ShownField } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './submission-timeline.module.css'
import own from './record-history.module.css'

interface RecordHistoryProps {
  versions: RecordVersion[]
  fields: ShownField[]
  codeNames: CodeNames
}

/** The life of one record, newest first: at each change the cells before and after. */
export function RecordHistory({ versions, fields, codeNames }: RecordHistoryProps) {
  const newestFirst = versions.toSorted((a, b) => b.since.apply - a.since.apply)
  return (
    <ol className={classes.timeline}>
      {newestFirst.map((version, index) => (
        <li key={`${String(version.since.apply)} ${version.operation}`} className={classes.item}>
          <Step version={version} before={newestFirst[index + 1]} fields={fields} codeNames={codeNames} />
        </li>
      ))}
    </ol>
  )
}

interface StepProps {
  version: RecordVersion
  before: RecordVersion | undefined
  fields: ShownField[]
  codeNames: CodeNames
}

function Step({ version, before, fields, codeNames }: StepProps) {
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
          </>
        )}
      </p>
      {version.operation === 'change' && before !== undefined && (
        <div className={own.changes}>
          <CellChanges before={before} after={version} fields={fields} codeNames={codeNames} />
        </div>
      )}
    </>
  )
}

interface CellChangesProps {
  before: RecordVersion
  after: RecordVersion
  fields: ShownField[]
  codeNames: CodeNames
}

function CellChanges({ before, after, fields, codeNames }: CellChangesProps) {
  const { titled } = useText()
  const changed = fields.filter((field) => before.values[field.name] !== after.values[field.name])
  return (
    <Changes
      changes={changed.map((field) => ({
        name: titled(field),
        before: <Value field={field} value={before.values[field.name]} codeNames={codeNames} />,
        after: <Value field={field} value={after.values[field.name]} codeNames={codeNames} />,
      }))}
    />
  )
}
