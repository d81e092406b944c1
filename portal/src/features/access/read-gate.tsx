import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Decision } from '../../api/types.ts'
import { QueryView } from '../../components/query-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { DecisionNotice, missingPurpose, type FieldTitles } from './decision-card.tsx'
import { PurposeForm } from './purpose-form.tsx'
import { decisionQuery } from './queries.ts'
import classes from './read-gate.module.css'

interface ReadGateProps {
  dataset: string
  purpose: string
  titles: FieldTitles
  skeleton: ReactNode
  onPurpose: (purpose: string) => void
  children: (decision: Decision) => ReactNode
}

/**
 * Asks for the decision before the data: a read that would be refused is not tried, for every refusal
 * is an entry of the journal against the reader's unit.
 */
export function ReadGate({ children, skeleton, ...asked }: ReadGateProps) {
  const query = useQuery(decisionQuery(asked.dataset, 'read', asked.purpose))
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(decision) => (decision.allow ? children(decision) : <Refused {...asked} decision={decision} />)}
    </QueryView>
  )
}

type RefusedProps = Omit<ReadGateProps, 'children' | 'skeleton'> & { decision: Decision }

function Refused({ dataset, decision, titles, purpose, onPurpose }: RefusedProps) {
  const { t } = useText()
  const missing = missingPurpose(decision)
  const form = { purpose, onPurpose }
  if (missing !== undefined) {
    const text = `${missing.text} ${t('problem.clause', { clause: missing.clause })}`
    return <PurposeForm {...form} title={t('purpose.title')} text={text} />
  }
  return (
    <div className={classes.refused}>
      <DecisionNotice dataset={dataset} decision={decision} titles={titles} />
      {mayDependOnPurpose(decision, purpose) && (
        <PurposeForm key={purpose} {...form} title={t('purpose.another')} text={t('purpose.anotherHelp')} />
      )}
    </div>
  )
}

/** Policies that speak of the purpose that was named, or of a grant for another one. */
const ofPurpose = new Set(['purposeUnknown', 'purposeNotGranted', 'purposeBeyondRemit', 'useNotOfficial'])

/** Whether another purpose may be answered otherwise: a unit can hold grants for several. */
function mayDependOnPurpose({ reasons }: Decision, purpose: string): boolean {
  return purpose !== '' || reasons.some(({ code }) => ofPurpose.has(code))
}
