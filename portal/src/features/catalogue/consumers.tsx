import { Link } from '@tanstack/react-router'
import type { Consumer } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './consumers.module.css'

/** The units a catalogue row allows, in words. */
export function Consumers({ consumers }: { consumers: Consumer[] }) {
  const { t, named } = useText()
  const shown = consumers.map((consumer) => {
    if (!('unit' in consumer)) return { key: consumer.group, node: t(`consumerGroup.${consumer.group}`) }
    const { unit } = consumer
    const link = (
      <Link to="/organisations/$id" params={{ id: unit.id }}>
        {named(unit)}
      </Link>
    )
    return { key: unit.id, node: link }
  })
  const [first] = shown
  if (first === undefined) return <>{t('consumerGroup.none')}</>
  if (shown.length === 1) return <>{first.node}</>
  return (
    <ul className={classes.list}>
      {shown.map(({ key, node }) => (
        <li key={key}>{node}</li>
      ))}
    </ul>
  )
}
