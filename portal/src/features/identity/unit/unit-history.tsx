import { IconArrowsSplit2, IconFlag, IconFlagOff, IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { UnitHistory } from '../../../api/types.ts'
import { Changes } from '../../../components/changes.tsx'
import { Timeline, type TimelineItem } from '../../../components/timeline.tsx'
import { useText, type Text } from '../../../lib/use-text.ts'

type Act = UnitHistory['periods'][number]['act']
type Relation = UnitHistory['successors'][number]

/** What became of a unit, newest first: each act with what was before and after it. */
export function UnitTimeline({ history }: { history: UnitHistory }) {
  const text = useText()
  return <Timeline label={text.t('unit.history')} items={itemsOf(history, text)} />
}

function itemsOf({ periods, predecessors, successors }: UnitHistory, text: Text): TimelineItem[] {
  const { t } = text
  const last = periods.at(-1)
  const fromTheFirst = predecessors.filter(({ since }) => since === periods[0]?.validFrom)
  const begun = periods.map((period, place): TimelineItem => {
    const before = periods[place - 1]
    const base = { key: `from ${period.validFrom}`, at: period.validFrom, links: <ActLink act={period.act} /> }
    if (before === undefined) {
      const from =
        fromTheFirst.length === 0 ? {} : { body: <Units relations={fromTheFirst} lead={t('unit.tookOver')} /> }
      return { ...base, icon: IconFlag, title: t('unit.begun', { name: text.named(period) }), ...from }
    }
    return {
      ...base,
      icon: IconPencil,
      title: t('unit.changed'),
      body: <Changes changes={changesOf(before, period, text)} />,
    }
  })
  const taken = predecessors
    .filter((relation) => !fromTheFirst.includes(relation))
    .map(({ unit, since, act }): TimelineItem => ({
      ...{ key: `took ${unit.id}`, at: since, icon: IconArrowsSplit2, links: <ActLink act={act} /> },
      title: t('unit.tookOverFrom', { name: text.named(unit) }),
    }))
  if (last?.validTo == null) return [...begun, ...taken]
  const [first] = successors
  const end: TimelineItem = {
    ...{ key: 'end', at: last.validTo, icon: IconFlagOff, title: t('unit.ended') },
    ...(first && {
      body: <Units relations={successors} lead={t('unit.successors')} />,
      links: <ActLink act={first.act} />,
    }),
  }
  return [...begun, ...taken, end]
}

type Period = UnitHistory['periods'][number]

function changesOf(before: Period, after: Period, { t, named }: Text) {
  const none = t('value.none')
  const parent = ({ parent: of }: Period) => (of === null ? none : named(of))
  return [
    ...(named(before) === named(after) ? [] : [{ name: t('unit.name'), before: named(before), after: named(after) }]),
    ...(parent(before) === parent(after)
      ? []
      : [{ name: t('unit.parent'), before: parent(before), after: parent(after) }]),
  ]
}

function Units({ relations, lead }: { relations: readonly Relation[]; lead: string }) {
  const { named } = useText()
  return (
    <p>
      {lead}{' '}
      {relations.map(({ unit }, place) => (
        <span key={unit.id}>
          {place > 0 && '; '}
          <Link to="/organisations/$id" params={{ id: unit.id }}>
            {named(unit)}
          </Link>
        </span>
      ))}
    </p>
  )
}

function ActLink({ act }: { act: Act }) {
  const { titled } = useText()
  return act.instrument === null ? (
    <span>{titled(act)}</span>
  ) : (
    <Link to="/law/$id" params={{ id: act.instrument }}>
      {titled(act)}
    </Link>
  )
}
