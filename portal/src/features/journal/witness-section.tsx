import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconEyeCheck, IconEyeOff } from '@tabler/icons-react'
import type { LogStanding } from '../../api/types.ts'
import { Moment } from '../../components/moment.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { witnessesQuery } from './queries.ts'
import classes from './witness-section.module.css'

/** Who outside vouches for the journal, for how much of it, and why others do not. */
export function WitnessSection() {
  const { t } = useText()
  const { data } = useQuery(witnessesQuery)
  if (!data) return null
  return (
    <Section title={t('witnesses.title')}>
      <div className={classes.body}>
        <Verdict standing={data} />
        {data.witnesses.length > 0 && <WitnessTable witnesses={data.witnesses} />}
      </div>
    </Section>
  )
}

function Verdict({ standing }: { standing: LogStanding }) {
  const { t, format } = useText()
  const { alarm, state, quorumAsked, vouchedFor, size } = standing
  if (alarm)
    return (
      <Notice tone="bad" icon={IconAlertTriangle} title={t('witnesses.alarm')}>
        {t('witnesses.alarmHelp')}
      </Notice>
    )
  if (state === 'witnessed')
    return (
      <Notice tone="ok" icon={IconEyeCheck} title={t('witnesses.witnessed')}>
        {t('witnesses.all', { size: format.number(size) })}
      </Notice>
    )
  return (
    <Notice tone="warn" icon={IconEyeOff} title={t('witnesses.unwitnessed')}>
      {quorumAsked
        ? t('witnesses.behind', { vouchedFor: format.number(vouchedFor), size: format.number(size) })
        : t('witnesses.alone')}
    </Notice>
  )
}

function WitnessTable({ witnesses }: Pick<LogStanding, 'witnesses'>) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('witnesses.title')}
      head={
        <>
          <th scope="col">{t('witnesses.name')}</th>
          <th scope="col">{t('witnesses.size')}</th>
          <th scope="col">{t('witnesses.at')}</th>
          <th scope="col">{t('witnesses.state')}</th>
        </>
      }
    >
      {witnesses.map((witness) => (
        <WitnessRow key={witness.key} witness={witness} />
      ))}
    </Table>
  )
}

function WitnessRow({ witness: { name, size, at, askedAt, failure } }: { witness: LogStanding['witnesses'][number] }) {
  const { t, word, format } = useText()
  const last = askedAt === null ? t('witnesses.notAsked') : t('witnesses.good')
  return (
    <tr>
      <td data-label={t('witnesses.name')}>{name}</td>
      <td data-label={t('witnesses.size')}>
        {size === null ? t('witnesses.none') : t('witnesses.entries', { count: size, number: format.number(size) })}
      </td>
      <td data-label={t('witnesses.at')}>{at === null ? t('value.none') : <Moment at={at} />}</td>
      <td data-label={t('witnesses.state')}>{failure ? word('witnessFailure', failure.reason) : last}</td>
    </tr>
  )
}
