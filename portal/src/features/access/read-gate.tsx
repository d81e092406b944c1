import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Decision } from '../../api/types.ts'
import { QueryView } from '../../components/query-view.tsx'
import { DecisionNotice, missingPurpose, type FieldTitles } from './decision-card.tsx'
import { PurposeForm } from './purpose-form.tsx'
import { decisionQuery } from './queries.ts'

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
export function ReadGate({ dataset, purpose, titles, skeleton, onPurpose, children }: ReadGateProps) {
  const query = useQuery(decisionQuery(dataset, 'read', purpose))
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(decision) => {
        if (decision.allow) return children(decision)
        const reason = missingPurpose(decision)
        if (reason === undefined) return <DecisionNotice decision={decision} titles={titles} />
        return <PurposeForm reason={reason} clause={decision.clause} onPurpose={onPurpose} />
      }}
    </QueryView>
  )
}
