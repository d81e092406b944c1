import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { timeLeft } from '../pace.ts'
import { Bar } from '../submission-progress.tsx'
import { cancelTransfer, pauseTransfer, resumeTransfer, type Transfer } from './transfer.ts'
import classes from './transfer-card.module.css'

/** On a phone it begins below the choices, out of sight. */
function comeIntoView(card: HTMLElement | null): void {
  card?.scrollIntoView({ block: 'nearest' })
}

/** The file on its way: how much, how fast, how long still; it can be paused and given up. */
export function TransferCard({ transfer }: { transfer: Transfer }) {
  const { t, format } = useText()
  const { bytes, sent, bytesPerSecond, state, problem } = transfer
  const percent = bytes === 0 ? 100 : (sent / bytes) * 100
  const stands = state === 'paused'
  return (
    <div className={classes.card} ref={comeIntoView}>
      <p className={classes.name}>{transfer.fileName}</p>
      <Bar label={t('transfer.bar')} percent={percent} />
      <p className={classes.figures}>
        <strong>{format.percent(Math.floor(percent))}</strong>
        <span>{t('transfer.sent', { sent: format.bytes(sent), total: format.bytes(bytes) })}</span>
        {bytesPerSecond !== null && <span>{t('transfer.rate', { rate: format.bytes(bytesPerSecond) })}</span>}
        {bytesPerSecond !== null && <span>{timeLeft(t, (bytes - sent) / bytesPerSecond)}</span>}
      </p>
      {problem && <ProblemView problem={problem} />}
      <div className={classes.foot}>
        <span role="status" className={classes.state}>
          {t(`transfer.state.${state}`)}
        </span>
        <span className={classes.buttons}>
          {stands ? (
            <Button variant="default" leftSection={<IconPlayerPlay size={16} />} onClick={resumeTransfer}>
              {t('transfer.resume')}
            </Button>
          ) : (
            <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={pauseTransfer}>
              {t('transfer.pause')}
            </Button>
          )}
          <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={cancelTransfer}>
            {t('transfer.cancel')}
          </Button>
        </span>
      </div>
    </div>
  )
}
