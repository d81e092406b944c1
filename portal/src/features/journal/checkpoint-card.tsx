import { useQuery } from '@tanstack/react-query'
import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import { Digest } from '../../components/digest.tsx'
import { Moment } from '../../components/moment.tsx'
import { useText } from '../../lib/use-text.ts'
import { checkpointQuery } from './queries.ts'
import { WitnessMark } from './witness-mark.tsx'
import classes from './checkpoint-card.module.css'

/** The journal's seal: how many leaves it holds and the root over all of them. */
export function CheckpointCard() {
  const { t, format } = useText()
  const checkpoint = useQuery(checkpointQuery)
  if (!checkpoint.data?.root || !checkpoint.data.at) return null
  const { size, root, at } = checkpoint.data
  return (
    <section className={classes.card} aria-label={t('journal.checkpoint')}>
      <IconRosetteDiscountCheck size={26} stroke={1.5} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.title}>
          {t('journal.checkpointAt', { count: size, number: format.number(size) })} <Moment at={at} /> <WitnessMark />
        </p>
        <p className={classes.root}>
          {t('journal.root')} <Digest value={root} />
        </p>
        <p className={classes.help}>{t('journal.checkpointHelp')}</p>
      </div>
    </section>
  )
}
