import type { ReactNode } from 'react'
import { ActionIcon, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconClockX,
  IconDownload,
  IconLoader2,
  IconTrash,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { toProblem } from '../../../api/problem.ts'
import type { Export } from '../../../api/types.ts'
import { Digest } from '../../../components/digest.tsx'
import { Mark, type Tone } from '../../../components/mark.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'
import { Bar } from '../submission-progress.tsx'
import { exportsQuery, isUnderWay, removeExport } from './queries.ts'
import list from '../../../components/item-list.module.css'
import classes from './export-list.module.css'

type Look = Export['state'] | 'expired'

const looks: Record<Look, { tone: Tone; icon: Icon }> = {
  waiting: { tone: 'plain', icon: IconClock },
  running: { tone: 'accent', icon: IconLoader2 },
  done: { tone: 'ok', icon: IconCircleCheck },
  expired: { tone: 'plain', icon: IconClockX },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  cancelled: { tone: 'plain', icon: IconX },
}

interface ExportListProps {
  exports: Export[]
  /** Names of datasets by code, for a list across datasets. */
  names?: ReadonlyMap<string, string>
}

/** The files asked for: how far they are, to be downloaded, stopped or taken away. */
export function ExportList({ exports, names }: ExportListProps) {
  return (
    <ul className={list.list}>
      {exports.map((each) => (
        <li key={each.id} className={list.item}>
          <ExportLine job={each} dataset={names && (names.get(each.dataset) ?? each.dataset)} />
        </li>
      ))}
    </ul>
  )
}

function ExportLine({ job, dataset }: { job: Export; dataset: string | undefined }) {
  const { t } = useText()
  const now = useNow()
  const { state, fileName, expiresAt, problem, digest, purpose } = job
  const look: Look = state === 'done' && expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : state
  return (
    <>
      <div className={list.about}>
        <p className={list.name}>
          {fileName}{' '}
          <span role="status">
            <Mark {...looks[look]}>{t(`exportState.${look}`)}</Mark>
          </span>
        </p>
        {dataset !== undefined && (
          <p>
            <Link to="/datasets/$code/download" params={{ code: job.dataset }}>
              {dataset}
            </Link>
          </p>
        )}
        <Particulars job={job} />
        {isUnderWay(job) && (
          <div className={classes.bar}>
            <Bar label={t('export.progress', { name: fileName })} percent={job.percent} />
          </div>
        )}
        {problem !== null && (
          <p>
            {problem.title}. {problem.remedy}
          </p>
        )}
        {purpose !== null && <p className={list.quiet}>{t('records.purposeIs', { purpose })}</p>}
        {digest !== null && (
          <p className={list.digest}>
            SHA-256: <Digest value={digest} />
          </p>
        )}
      </div>
      <ExportActions job={job} look={look} />
    </>
  )
}

/** Who asked when, how much it holds, of which state, until when it is kept. */
function Particulars({ job }: { job: Export }): ReactNode {
  const { t, format } = useText()
  const { state, rows, totalRows, bytes, apply, expiresAt } = job
  const isSized = isUnderWay(job) || state === 'done'
  const parts = [
    `${format.instant(job.requestedAt)}, ${job.requestedBy}`,
    ...(isSized && isUnderWay(job) && totalRows !== null
      ? [t('submission.rowsOf', { rows: format.number(rows), total: format.number(totalRows) })]
      : []),
    ...(state === 'done' ? [t('dataset.records', { count: rows, number: format.number(rows) })] : []),
    ...(isSized ? [format.bytes(bytes)] : []),
    ...(apply === null ? [] : [t('record.apply', { number: format.number(apply) })]),
    ...(state === 'done' && expiresAt !== null ? [t('export.until', { at: format.instant(expiresAt) })] : []),
  ]
  return <p className={list.quiet}>{parts.join(' · ')}</p>
}

function ExportActions({ job, look }: { job: Export; look: Look }) {
  const { t } = useText()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeExport(job.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
    onError: (error) => {
      notifications.show({ color: 'brick', message: toProblem(error).title })
    },
  })
  const removeWords = t('export.remove', { name: job.fileName })
  const act = () => {
    remove.mutate()
  }
  return (
    <div className={list.actions}>
      {look === 'done' && (
        <Button
          component="a"
          href={`/api/v1/warehouse/exports/${job.id}/content`}
          download
          variant="light"
          leftSection={<IconDownload size={16} />}
          aria-label={t('export.downloadFile', { name: job.fileName })}
        >
          {t('export.download')}
        </Button>
      )}
      {isUnderWay(job) ? (
        <Button variant="default" loading={remove.isPending} onClick={act}>
          {t('export.stop')}
        </Button>
      ) : (
        <ActionIcon
          {...{ variant: 'subtle', color: 'gray', size: 36 }}
          loading={remove.isPending}
          aria-label={removeWords}
          title={removeWords}
          onClick={act}
        >
          <IconTrash size={17} stroke={1.8} />
        </ActionIcon>
      )}
    </div>
  )
}
