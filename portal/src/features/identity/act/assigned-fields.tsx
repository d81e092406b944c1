import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FoundMany } from '../../../components/found-many.tsx'
import { useText } from '../../../lib/use-text.ts'
import { accountsFoundQuery, findAccounts } from '../accounts/queries.ts'
import { treeQuery } from '../unit/queries.ts'
import { assignedTo, reassign } from './step-draft.ts'
import type { Assigned, StepDraft } from './step-draft.ts'
import classes from './act-form.module.css'

export interface ThingsInput {
  label: string
  /** The unit whose things are divided. */
  unit: string
  /** Those that go elsewhere already. */
  taken: readonly string[]
  value: readonly string[]
  onChange: (ids: string[]) => void
}

interface AssignedFieldsProps {
  draft: StepDraft
  made: readonly { value: string; label: string }[]
  /** Where datasets are chosen, which another module knows. */
  datasetField: (input: ThingsInput) => ReactNode
  onChange: (draft: StepDraft) => void
}

/** Which accounts and datasets of a split unit go to another than its first successor, who takes the rest. */
export function AssignedFields({ draft, made, datasetField, onChange }: AssignedFieldsProps) {
  const { t, named } = useText()
  const tree = useQuery(treeQuery(''))
  const [unit = ''] = draft.units
  const [first, ...others] = draft.into
  if (unit === '' || first === undefined || others.length === 0) return null
  const nameOf = (id: string) => {
    const known = tree.data?.items.find((each) => each.id === id)
    return known ? named(known) : (made.find(({ value }) => value === id)?.label ?? '')
  }
  const inputFor = (what: Assigned['what'], to: string): Omit<ThingsInput, 'label'> => ({
    unit,
    taken: draft.assigned.filter((each) => each.what === what && each.to !== to).map(({ id }) => id),
    value: assignedTo(draft, what, to),
    onChange: (ids) => {
      onChange(reassign(draft, { what, to, ids }))
    },
  })
  return (
    <>
      <p className={classes.help}>{t('act.assignHelp', { name: nameOf(first) })}</p>
      {others.map((to) => (
        <div key={to} className={classes.pair}>
          <AccountField {...inputFor('account', to)} label={t('act.assignAccounts', { name: nameOf(to) })} />
          {datasetField({ ...inputFor('dataset', to), label: t('act.assignDatasets', { name: nameOf(to) }) })}
        </div>
      ))}
    </>
  )
}

function AccountField({ unit, ...field }: ThingsInput) {
  const { t } = useText()
  return (
    <FoundMany
      {...field}
      none={t('act.assignNone')}
      listOf={(q) => accountsFoundQuery(unit, q)}
      findAll={(q) => findAccounts(unit, q)}
      choiceOf={({ id, login, name }) => ({ value: id, label: `${login} · ${name}` })}
    />
  )
}
