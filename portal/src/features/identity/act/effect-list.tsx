import type { ReactNode } from 'react'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ActEffect } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Section } from '../../../components/page.tsx'
import { Table } from '../../../components/table.tsx'
import { dayBefore } from '../../../lib/day.ts'
import { useText, type Text } from '../../../lib/use-text.ts'
import { treeQuery } from '../unit/queries.ts'
import { StepDetails, type KeptStep } from './step-details.tsx'
import classes from './effect-list.module.css'

type UnitEffect = ActEffect['units'][number]
type NameOf = (id: string) => string

/** Names of units an effect speaks of: those it changes, those there were the day before, and those there are on its day. */
function useNames(effect: ActEffect, day: string): NameOf {
  const eve = useQuery(treeQuery(dayBefore(day)))
  const then = useQuery(treeQuery(day))
  const { named } = useText()
  const names = new Map<string, string>()
  for (const unit of [...(eve.data?.items ?? []), ...(then.data?.items ?? [])]) names.set(unit.id, named(unit))
  for (const { id, name, after } of effect.units) if (!names.has(id)) names.set(id, after?.name ?? name)
  return (id) => names.get(id) ?? '…'
}

interface EffectListProps {
  effect: ActEffect
  /** On which it takes effect. */
  day: string
  steps: readonly KeptStep[]
}

/** All an act does: unit by unit, then what passes from whom to whom. */
export function EffectList({ effect, day, steps }: EffectListProps) {
  const { t, format } = useText()
  const nameOf = useNames(effect, day)
  const kinds = Map.groupBy(effect.units, ({ becomes }) => becomes)
  return (
    <>
      <Section title={t('act.units')} help={t('act.unitsHelp', { count: effect.units.length })}>
        {[...kinds].map(([becomes, units]) => (
          <details key={becomes} className={classes.group} open={units.length <= 20}>
            <summary>
              {t(`unitBecomes.${becomes}`)} <span className={classes.count}>{format.number(units.length)}</span>
            </summary>
            <ul className={classes.units}>
              {units.map((unit) => (
                <li key={`${unit.becomes} ${unit.id}`}>
                  <UnitLine unit={unit} nameOf={nameOf} />
                  <StepDetails unit={unit} steps={steps} />
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Section>
      <Section title={t('act.passes')} help={t('act.passesHelp')}>
        {effect.lines.length === 0 ? (
          <Empty icon={IconCheck} title={t('act.nothingPasses')} />
        ) : (
          <Passing lines={effect.lines} nameOf={nameOf} />
        )}
      </Section>
    </>
  )
}

function UnitLine({ unit, nameOf }: { unit: UnitEffect; nameOf: NameOf }): ReactNode {
  const { t } = useText()
  const { before, after, successors } = unit
  const parent = (of: UnitEffect['before']) => (of?.parent == null ? t('value.none') : nameOf(of.parent))
  switch (unit.becomes) {
    case 'created':
      return t('act.created', { name: unit.name, parent: parent(after) })
    case 'renamed':
      return t('act.renamed', { before: before?.name ?? '', after: after?.name ?? '' })
    case 'moved':
      return t('act.moved', { name: nameOf(unit.id), before: parent(before), after: parent(after) })
    case 'renamed-and-moved':
      return t('act.renamedAndMoved', { before: before?.name ?? '', after: after?.name ?? '', parent: parent(after) })
    case 'ended':
      return successors.length === 0
        ? t('act.endedAlone', { name: nameOf(unit.id) })
        : t('act.ended', { name: nameOf(unit.id), successors: successors.map(nameOf).join('; ') })
    default:
      return nameOf(unit.id)
  }
}

/** Codes and logins as they are; of focal points it is their roles. */
function examplesOf({ what, examples }: ActEffect['lines'][number], t: Text['t']): string[] {
  if (what !== 'focal-points') return examples
  return examples.map((role) => t(role === 'provider' ? 'focalPoint.provider' : 'focalPoint.consumer'))
}

function Passing({ lines, nameOf }: { lines: ActEffect['lines']; nameOf: NameOf }) {
  const { t, format } = useText()
  return (
    <Table
      cards
      label={t('act.passes')}
      head={
        <>
          <th scope="col">{t('act.what')}</th>
          <th scope="col">{t('act.from')}</th>
          <th scope="col">{t('act.to')}</th>
          <th scope="col">{t('act.examples')}</th>
        </>
      }
    >
      {lines.map((line) => (
        <tr key={`${line.what} ${line.from} ${line.to ?? ''}`}>
          <th scope="row" data-lead data-nowrap>
            {t(`passing.${line.what}`, { count: line.count, number: format.number(line.count) })}
          </th>
          <td data-label={t('act.from')}>{nameOf(line.from)}</td>
          <td data-label={t('act.to')}>{line.to === null ? t('act.endsThere') : nameOf(line.to)}</td>
          <td data-label={t('act.examples')}>{examplesOf(line, t).join(', ')}</td>
        </tr>
      ))}
    </Table>
  )
}
