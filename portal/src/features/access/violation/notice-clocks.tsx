import { Button } from '@mantine/core'
import { IconCircleCheck, IconClock, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { Violation } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Ago, Moment } from '../../../components/moment.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { downloadBlob } from '../../../lib/download.ts'
import { useText } from '../../../lib/use-text.ts'
import { noticeDocument, type NoticeName } from './queries.ts'
import classes from '../../../components/item-list.module.css'

interface NoticeClocksProps {
  violation: Violation
  /** Absent for who may not note that one was sent. */
  onSent: ((notice: NoticeName) => void) | undefined
}

/** The notices of an incident, each with its clock, its document and to whom it went. */
export function NoticeClocks({ violation: { id, number, notices }, onSent }: NoticeClocksProps) {
  const { t } = useText()
  const made = useMutation({
    mutationFn: (notice: NoticeName) => noticeDocument(id, notice),
    onSuccess: (blob, notice) => {
      downloadBlob(`thong-bao-${number.replace('/', '-')}-${notice}.docx`, blob)
    },
  })
  return (
    <>
      {made.isError && <ProblemView problem={toProblem(made.error)} />}
      <ul className={classes.list}>
        {notices.map(({ notice, dueAt, isOverdue, sent }) => (
          <li key={notice} className={classes.item}>
            <div className={classes.about}>
              <div className={classes.name}>
                {t(`violations.notices.${notice}`)}
                <Mark tone={isOverdue ? 'bad' : sent ? 'ok' : 'warn'} icon={sent ? IconCircleCheck : IconClock}>
                  {sent ? t(isOverdue ? 'violations.sentLate' : 'violations.sentInTime') : <Ago at={dueAt} />}
                </Mark>
              </div>
              <div className={classes.quiet}>
                {t('violations.dueAt')} <Moment at={dueAt} />
              </div>
              {sent && (
                <div>
                  {sent.recipient} · {sent.reference} · <Moment at={sent.at} />
                </div>
              )}
            </div>
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
              <Button
                variant="default"
                leftSection={<IconDownload size={17} stroke={1.8} />}
                loading={made.isPending && made.variables === notice}
                onClick={() => {
                  made.mutate(notice)
                }}
              >
                {t('violations.document')}
              </Button>
              {!sent && onSent && (
                <Button
                  variant="default"
                  onClick={() => {
                    onSent(notice)
                  }}
                >
                  {t('violations.orders.sent.button')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
