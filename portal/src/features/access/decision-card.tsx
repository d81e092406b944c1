import { useQuery } from '@tanstack/react-query'
import { IconLock, IconLockOpen2, IconTargetArrow } from '@tabler/icons-react'
import type { Decision } from '../../api/types.ts'
import { LinkButton } from '../../components/link-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { decisionQuery } from './queries.ts'

/** Field names to titles, to say a scope in words. */
export type FieldTitles = ReadonlyMap<string, string>

interface DecisionCardProps {
  dataset: string
  titles: FieldTitles
}

/** May I read this, how much of it, and by which clause. */
export function DecisionCard({ dataset, titles }: DecisionCardProps) {
  const decision = useQuery(decisionQuery(dataset, 'read'))
  return decision.data === undefined ? null : (
    <DecisionNotice dataset={dataset} decision={decision.data} titles={titles} />
  )
}

export function DecisionNotice({ dataset, decision, titles }: DecisionCardProps & { decision: Decision }) {
  const { t } = useText()
  const { allow, reasons, clause } = decision
  if (missingPurpose(decision) !== undefined) {
    return (
      <Notice tone="accent" icon={IconTargetArrow} title={t('decision.needsPurpose')}>
        <p>{t('decision.needsPurposeHelp')}</p>
      </Notice>
    )
  }
  return (
    <Notice
      tone={allow ? 'ok' : 'warn'}
      icon={allow ? IconLockOpen2 : IconLock}
      title={allow ? t('decision.allowed') : t('decision.refused')}
      actions={
        mayBeGranted(decision) && (
          <LinkButton to="/datasets/$code/request" params={{ code: dataset }} variant="default" size="sm">
            {t('ask.link')}
          </LinkButton>
        )
      }
    >
      {allow && <Scope decision={decision} titles={titles} />}
      {allow ? <Told reasons={reasons} clause={clause} /> : <Missing reasons={reasons} />}
    </Notice>
  )
}

function Told({ reasons, clause }: Pick<Decision, 'reasons' | 'clause'>) {
  const { t } = useText()
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason.code}>{reason.text}</p>
      ))}
      <p>{t('problem.clause', { clause })}</p>
    </>
  )
}

/** Everything that stands in the way, each with what to do about it and the clause it rests on. */
function Missing({ reasons }: Pick<Decision, 'reasons'>) {
  const { t } = useText()
  return reasons.map(({ code, text, remedy, clause }) => (
    <div key={code}>
      <p>
        {text} ({t('problem.clause', { clause })})
      </p>
      <p>{remedy}</p>
    </div>
  ))
}

/** What stands in the way, or narrows the answer, that the Committee's consent can change (Điều 11.2). */
const grantable = new Set([
  ...['notAmongConsumers', 'grantEnded', 'grantRevoked', 'purposeNotGranted', 'useNotOfficial', 'purposeBeyondRemit'],
  ...['sensitiveWithheld', 'ownTerritoryOnly', 'beyondPurpose'],
])

/** Roles that use no data ask for none either. */
function mayBeGranted({ reasons }: Decision): boolean {
  const codes = reasons.map(({ code }) => code)
  return codes.some((code) => grantable.has(code)) && !codes.includes('readRoleMissing')
}

/** The reason that asks for nothing but a stated purpose, if that is all that is missing: the unit is served for some purpose. */
export function missingPurpose({ allow, reasons }: Decision): Decision['reasons'][number] | undefined {
  const isAll = reasons.every(({ code }) => code === 'purposeMissing' || code === 'purposeNotGranted')
  return !allow && isAll ? reasons.find(({ code }) => code === 'purposeMissing') : undefined
}

function Scope({ decision, titles }: { decision: Decision; titles: FieldTitles }) {
  const { t, format } = useText()
  const { rowScope, fields, masks, grant } = decision
  const told = [
    titles.size > 0 && fields.length < titles.size
      ? t('decision.someFields', { count: fields.length, total: titles.size })
      : t('decision.allFields'),
    masks.length > 0 &&
      t('decision.maskedFields', {
        count: masks.length,
        fields: masks.map(({ field }) => titles.get(field) ?? field).join(', '),
      }),
    rowScope.length === 0 && t('decision.allRows'),
    ...rowScope.map(({ field, values }) =>
      t('decision.someRows', { field: titles.get(field) ?? field, values: values.join(', ') }),
    ),
    grant !== null && t('decision.granted', { number: grant.number, rows: format.number(grant.rowsPerDay) }),
  ]
  return <p>{told.filter(Boolean).join(' ')}</p>
}
