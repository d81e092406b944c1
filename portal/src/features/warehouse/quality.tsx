import {
  IconAlertTriangle,
  IconBulb,
  IconCircleCheck,
  IconCircleDashed,
  IconThumbUp,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Quality } from '../../api/types.ts'
import { Mark, type Tone } from '../../components/mark.tsx'
import { Notice } from '../../components/notice.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './quality.module.css'

/** A score in words; the limits are those of docs/explanation/quality.md. */
type Grade = 'good' | 'fair' | 'poor' | 'none'

export function gradeOf(score: number | null): Grade {
  if (score === null) return 'none'
  if (score >= 90) return 'good'
  return score >= 70 ? 'fair' : 'poor'
}

const looks: Record<Grade, { tone: Tone; icon: Icon }> = {
  good: { tone: 'ok', icon: IconCircleCheck },
  fair: { tone: 'accent', icon: IconThumbUp },
  poor: { tone: 'warn', icon: IconAlertTriangle },
  none: { tone: 'plain', icon: IconCircleDashed },
}

export function ScoreMark({ score, quiet = false }: { score: number | null; quiet?: boolean }) {
  const { t, format } = useText()
  const grade = gradeOf(score)
  return (
    <Mark quiet={quiet} {...looks[grade]}>
      {score === null
        ? t('grade.none')
        : t('quality.scored', { grade: t(`grade.${grade}`), score: format.number(score) })}
    </Mark>
  )
}

/** Score and dimensions: what is good, what is missing, in a sentence each. */
export function QualityCard({ quality }: { quality: Quality }) {
  const { t, format } = useText()
  const { score, measured } = quality
  return (
    <div className={classes.card}>
      <div className={classes.score} data-grade={gradeOf(score)}>
        <p className={classes.figure}>
          {score === null ? '–' : format.number(score)}
          <span className={classes.of}>/100</span>
        </p>
        <ScoreWord score={score} />
        {measured !== null && (
          <p className={classes.measured}>
            {t('quality.measured', { count: measured.records, number: format.number(measured.records) })}{' '}
            <Link to="/submissions/$id" params={{ id: measured.submission }}>
              {format.instant(measured.at)}
            </Link>
          </p>
        )}
      </div>
      <ul className={classes.dimensions} aria-label={t('quality.dimensions')}>
        {quality.dimensions.map((each) => (
          <Dimension key={each.dimension} each={each} />
        ))}
      </ul>
    </div>
  )
}

function ScoreWord({ score }: { score: number | null }) {
  const { t } = useText()
  const grade = gradeOf(score)
  return <Mark {...looks[grade]}>{t(`grade.${grade}`)}</Mark>
}

function Dimension({ each }: { each: Quality['dimensions'][number] }) {
  const { t, format } = useText()
  const { dimension, score, text } = each
  return (
    <li className={classes.dimension} data-grade={gradeOf(score)}>
      <p className={classes.line}>
        <span className={classes.name}>{t(`dimension.${dimension}`)}</span>
        <span className={classes.points}>{score === null ? t('quality.notMeasured') : format.number(score)}</span>
      </p>
      <div className={classes.track} aria-hidden>
        <div className={classes.bar} style={{ width: `${String(score ?? 0)}%` }} />
      </div>
      <p className={classes.text}>{text}</p>
    </li>
  )
}

/** The one mend that would raise the score most. */
export function NextFix({ fix }: { fix: NonNullable<Quality['nextFix']> }) {
  const { t, format } = useText()
  return (
    <Notice
      tone="accent"
      icon={IconBulb}
      title={t('quality.nextFix', { gain: format.decimal(Math.round(fix.gain * 10) / 10) })}
    >
      <p>{fix.text}</p>
    </Notice>
  )
}

/** Each field by how much of it is filled in and keeps the rules; the worst first. */
export function FieldQuality({ fields, code }: { fields: Quality['fields']; code: string }) {
  const { t, titled } = useText()
  const worst = fields.toSorted((a, b) => rank(a) - rank(b))
  return (
    <Table
      dense
      cards
      label={t('quality.fields')}
      head={
        <>
          <th scope="col">{t('structure.field')}</th>
          <th scope="col">{t('dimension.completeness')}</th>
          <th scope="col">{t('dimension.validity')}</th>
        </>
      }
    >
      {worst.map((field) => (
        <tr key={field.field}>
          <th scope="row" data-lead>
            <Link to="/datasets/$code/structure" params={{ code }} hash={field.field}>
              {titled(field)}
            </Link>
          </th>
          <td data-label={t('dimension.completeness')}>
            <Share value={field.completeness} />
          </td>
          <td data-label={t('dimension.validity')}>
            <Share value={field.validity} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function rank(field: Quality['fields'][number]): number {
  return Math.min(field.completeness ?? 1, field.validity ?? 1)
}

/** A share as a bar and a number that never says 100 % while something is missing. */
function Share({ value }: { value: number | null }) {
  const { t, format } = useText()
  if (value === null) return <>{t('value.none')}</>
  return (
    <span className={classes.share}>
      <span className={classes.shareTrack} aria-hidden>
        <span className={classes.shareBar} style={{ width: `${String(value * 100)}%` }} />
      </span>
      <span className={classes.shareText}>{`${format.decimal(Math.floor(value * 1000) / 10)} %`}</span>
    </span>
  )
}
