import { ActionIcon, Button, Progress } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconDownload,
  IconLoader2,
  IconTrash,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notifications } from '@mantine/notifications'
import { toProblem } from '../../api/problem.ts'
import type { Export } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Mark, type Tone } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'
import { exportsQuery, isUnderWay, removeExport } from './export-queries.ts'
import classes from './export-list.module.css'

const looks: Record<Export['state'], { tone: Tone; icon: Icon }> = {
  waiting: { tone: 'plain', icon: IconClock },
  running: { tone: 'accent', icon: IconLoader2 },
  done: { tone: 'ok', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  cancelled: { tone: 'plain', icon: IconX },
}

/** The files asked for: how far they are, to be downloaded, stopped or taken away. */
export function ExportList({ exports }: { exports: Export[] }) {
  return (
    <ul className={classes.list}>
      {exports.map((each) => (
        <li key={each.id} className={classes.item}>
          <ExportLine job={each} />
        </li>
      ))}
    </ul>
  )
}

function ExportLine({ job }: { job: Export }) {
  const { t, format } = useText()
  const { state, rows, totalRows } = job
  return (
    <>
      <div className={classes.about}>
        <p className={classes.name}>
          {job.fileName} <Mark {...looks[state]}>{t(`exportState.${state}`)}</Mark>
        </p>
        <p className={classes.quiet}>
          {format.instant(job.requestedAt)}, {job.requestedBy} ·{' '}
          {t('dataset.records', { count: rows, number: format.number(rows) })}
          {isUnderWay(job) && totalRows !== null && ` / ${format.number(totalRows)}`} · {format.bytes(job.bytes)}
          {job.apply !== null && ` · ${t('record.apply', { number: format.number(job.apply) })}`}
          {state === 'done' &&
            job.expiresAt !== null &&
            ` · ${t('export.until', { at: format.instant(job.expiresAt) })}`}
        </p>
        {isUnderWay(job) && (
          <Progress value={job.percent} aria-label={t('export.progress', { name: job.fileName })} mt={8} />
        )}
        {job.problem !== null && (
          <p>
            {job.problem.title}. {job.problem.remedy}
          </p>
        )}
        {job.digest !== null && (
          <p className={classes.digest}>
            SHA-256: <Digest value={job.digest} />
          </p>
        )}
      </div>
      <ExportActions job={job} />
    </>
  )
}

function ExportActions({ job }: { job: Export }) {
  const { t } = useText()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeExport(job.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
    onError: (error) => {
      notifications.show({ color: 'brick', message: toProblem(error).title })
    },
  })
  return (
    <div className={classes.actions}>
      {job.state === 'done' && (
        <Button
          component="a"
          href={`/api/v1/warehouse/exports/${job.id}/content`}
          variant="light"
          leftSection={<IconDownload size={16} />}
        >
          {t('export.download')}
        </Button>
      )}
      {isUnderWay(job) && (
        <Button
          variant="default"
          loading={remove.isPending}
          onClick={() => {
            remove.mutate()
          }}
        >
          {t('export.stop')}
        </Button>
      )}
      {job.state === 'done' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          loading={remove.isPending}
          aria-label={t('export.remove', { name: job.fileName })}
          title={t('export.remove', { name: job.fileName })}
          onClick={() => {
            remove.mutate()
          }}
        >
          <IconTrash size={17} stroke={1.8} />
        </ActionIcon>
      )}
    </div>
  )
}
