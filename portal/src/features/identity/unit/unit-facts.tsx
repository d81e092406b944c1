import { Link } from '@tanstack/react-router'
import type { Unit, UnitHistory } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Table } from '../../../components/table.tsx'
import { dayBefore } from '../../../lib/day.ts'
import { useText } from '../../../lib/use-text.ts'

export function UnitFacts({ unit }: { unit: Unit }) {
  const { t, format, named } = useText()
  const { parent } = unit
  return (
    <Facts
      facts={[
        { name: t('unit.kind'), value: t(`unitKindOne.${unit.kind}`) },
        parent && {
          name: t('unit.parent'),
          value: (
            <Link to="/organisations/$id" params={{ id: parent.id }}>
              {named(parent)}
            </Link>
          ),
        },
        unit.territory === null
          ? null
          : {
              name: t('unit.territory'),
              value: (
                <Link to="/code-lists/$code/entries/$entry" params={{ code: 'phuong-xa', entry: unit.territory }}>
                  {unit.territory}
                </Link>
              ),
            },
        { name: t('unit.validFrom'), value: format.day(unit.validFrom) },
        unit.validTo === null ? null : { name: t('unit.lastDay'), value: format.day(dayBefore(unit.validTo)) },
      ]}
    />
  )
}

export function Identifiers({ unit }: { unit: Unit }) {
  const { t } = useText()
  if (unit.identifiers.length === 0) return <p>{t('unit.noIdentifiers')}</p>
  return (
    <Table
      cards
      label={t('unit.identifiers')}
      head={
        <>
          <th scope="col">{t('unit.code')}</th>
          <th scope="col">{t('unit.scheme')}</th>
          <th scope="col">{t('unit.period')}</th>
        </>
      }
    >
      {unit.identifiers.map((held) => (
        <tr key={`${held.scheme} ${held.value} ${held.validFrom}`}>
          <th scope="row" data-lead>
            <code>{held.value}</code>
          </th>
          <td data-label={t('unit.scheme')}>{t(`identifierScheme.${held.scheme}`)}</td>
          <td data-label={t('unit.period')}>
            <PeriodText {...held} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

export function Functions({ functions }: { functions: UnitHistory['functions'] }) {
  const { t } = useText()
  if (functions.length === 0) return <p>{t('unit.noFunctions')}</p>
  return (
    <Table
      cards
      label={t('unit.functions')}
      head={
        <>
          <th scope="col">{t('unit.function')}</th>
          <th scope="col">{t('unit.ground')}</th>
          <th scope="col">{t('unit.period')}</th>
        </>
      }
    >
      {functions.map((remit) => (
        <tr key={remit.id}>
          <th scope="row" data-lead>
            {remit.text}
          </th>
          <td data-label={t('unit.ground')}>
            {remit.instrument === null ? (
              remit.citation
            ) : (
              <Link to="/law/$id" params={{ id: remit.instrument }}>
                {remit.citation ?? t('unit.instrument')}
              </Link>
            )}
          </td>
          <td data-label={t('unit.period')}>
            <PeriodText {...remit} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

export function PeriodText({ validFrom, validTo }: { validFrom: string; validTo: string | null }) {
  const { t, format } = useText()
  const from = format.day(validFrom)
  return validTo === null ? t('unit.since', { from }) : t('unit.fromTo', { from, to: format.day(dayBefore(validTo)) })
}
