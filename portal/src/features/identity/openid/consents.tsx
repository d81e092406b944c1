import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Consent } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { consentsQuery, endConsent } from './queries.ts'
import { ScopeList } from './scope-list.tsx'

/** Terminals and applications that work with the person's rights; each can be sent away at once. */
export function Consents() {
  const { t } = useText()
  const consents = useQuery(consentsQuery)
  return (
    <Section title={t('consents.title')} help={t('consents.help')}>
      <QueryView query={consents} skeleton={<TableSkeleton rows={2} columns={5} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconPlugConnected} title={t('consents.none')}>
              {t('consents.noneHelp')}
            </Empty>
          ) : (
            <ConsentTable consents={items} />
          )
        }
      </QueryView>
    </Section>
  )
}

function ConsentTable({ consents }: { consents: Consent[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('consents.title')}
      head={
        <>
          <th scope="col">{t('consents.program')}</th>
          <th scope="col">{t('consents.may')}</th>
          <th scope="col">{t('consents.given')}</th>
          <th scope="col">{t('consents.until')}</th>
          <th scope="col">{t('tokens.actions')}</th>
        </>
      }
    >
      {consents.map((consent) => (
        <ConsentRow key={consent.id} consent={consent} />
      ))}
    </Table>
  )
}

function ConsentRow({ consent }: { consent: Consent }) {
  const { t, named } = useText()
  const queries = useQueryClient()
  const { id, client, registration, origin, scopes, givenAt, until } = consent
  const program = registration?.name ?? (client === 'kho-cli' ? t('device.terminal') : client)
  const from = registration ? named(registration.unit) : origin && `${origin.agent} · ${origin.address}`
  return (
    <tr>
      <th scope="row" data-lead>
        {program}
        {from !== null && <small> · {from}</small>}
      </th>
      <td data-label={t('consents.may')}>
        <ScopeList scopes={scopes} />
      </td>
      <td data-label={t('consents.given')}>
        <Moment at={givenAt} />
      </td>
      <td data-label={t('consents.until')}>
        <Moment at={until} />
      </td>
      <td>
        <ConfirmButton
          label={t('consents.end')}
          named={t('consents.endNamed', { program })}
          title={t('consents.endTitle', { program })}
          text={t('consents.endText')}
          act={() => endConsent(id)}
          onDone={() => queries.invalidateQueries({ queryKey: consentsQuery.queryKey })}
        />
      </td>
    </tr>
  )
}
