import type { Consumer } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './consumers.module.css'

/** The units a catalogue row allows, in words. */
export function Consumers({ consumers }: { consumers: Consumer[] }) {
  const { t, named } = useText()
  const names = consumers.map((consumer) =>
    'unit' in consumer ? named(consumer.unit) : t(`consumerGroup.${consumer.group}`),
  )
  const [first] = names
  if (first === undefined) return <>{t('consumerGroup.none')}</>
  if (names.length === 1) return <>{first}</>
  return (
    <ul className={classes.list}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}
