import { IconCircleCheck, IconCircleX, IconCopyX, IconDevices } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { setCsrfToken } from '../../api/client.ts'
import type { OpenSession, SignInRecord } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
import { Ago, Moment } from '../../components/moment.tsx'
import { More } from '../../components/more.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { endSession, openSessionsQuery, signInsQuery, signOutEverywhere } from './factor-queries.ts'
import { startOver } from './queries.ts'

/** Where the account is signed in now; one press ends all of it. */
export function OpenSessions() {
  const { t } = useText()
  const sessions = useQuery(openSessionsQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const everywhere = (
    <ConfirmButton
      label={t('sessions.endAll')}
      named={t('sessions.endAll')}
      title={t('sessions.endAllTitle')}
      text={t('sessions.endAllText')}
      act={signOutEverywhere}
      onDone={async () => {
        setCsrfToken(null)
        await navigate({ to: '/sign-in' })
        await startOver(queries)
      }}
    />
  )
  return (
    <Section title={t('sessions.title')} help={t('sessions.help')} actions={everywhere}>
      <QueryView query={sessions} skeleton={<TableSkeleton rows={2} columns={4} />}>
        {({ items }) => (
          <Table
            cards
            label={t('sessions.title')}
            head={
              <>
                <th scope="col">{t('sessions.device')}</th>
                <th scope="col">{t('sessions.address')}</th>
                <th scope="col">{t('sessions.opened')}</th>
                <th scope="col">{t('tokens.lastUsed')}</th>
                <th scope="col">{t('tokens.actions')}</th>
              </>
            }
          >
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </Table>
        )}
      </QueryView>
    </Section>
  )
}

function SessionRow({ session }: { session: OpenSession }) {
  const { t } = useText()
  const queries = useQueryClient()
  const device = session.device === '' ? t('sessions.unknownDevice') : session.device
  return (
    <tr>
      <th scope="row" data-lead>
        {device}{' '}
        {session.isThis && (
          <Mark tone="accent" icon={IconDevices}>
            {t('sessions.this')}
          </Mark>
        )}
      </th>
      <td data-label={t('sessions.address')}>{session.address}</td>
      <td data-label={t('sessions.opened')}>
        <span>
          <Moment at={session.openedAt} /> · {t(`sessionFactor.${session.factor}`)}
        </span>
      </td>
      <td data-label={t('tokens.lastUsed')}>
        <Ago at={session.lastUsedAt} />
      </td>
      <td data-empty={session.isThis ? true : undefined}>
        {!session.isThis && (
          <ConfirmButton
            label={t('sessions.end')}
            named={t('sessions.endNamed', { device })}
            title={t('sessions.endTitle', { device })}
            text={t('sessions.endText')}
            act={() => endSession(session.id)}
            onDone={() => queries.invalidateQueries({ queryKey: openSessionsQuery.queryKey })}
          />
        )}
      </td>
    </tr>
  )
}

/** When and how somebody signed in, or tried to. */
export function SignInHistory() {
  const { t } = useText()
  const history = useInfiniteQuery(signInsQuery)
  return (
    <Section title={t('history.title')} help={t('history.help')}>
      <QueryView query={history} skeleton={<TableSkeleton rows={5} columns={4} />}>
        {({ pages }) => (
          <>
            <Table
              cards
              label={t('history.title')}
              head={
                <>
                  <th scope="col">{t('history.at')}</th>
                  <th scope="col">{t('history.outcome')}</th>
                  <th scope="col">{t('history.method')}</th>
                  <th scope="col">{t('sessions.device')}</th>
                  <th scope="col">{t('sessions.address')}</th>
                </>
              }
            >
              {pages.flatMap(({ items }) => items.map((record) => <HistoryRow key={record.id} record={record} />))}
            </Table>
            <More
              hasMore={history.hasNextPage}
              loading={history.isFetchingNextPage}
              onMore={() => void history.fetchNextPage()}
            />
          </>
        )}
      </QueryView>
    </Section>
  )
}

function HistoryRow({ record }: { record: SignInRecord }) {
  const { t } = useText()
  return (
    <tr>
      <th scope="row" data-lead>
        <Moment at={record.at} />
      </th>
      <td data-label={t('history.outcome')}>
        <OutcomeMark outcome={record.outcome} />
      </td>
      <td data-label={t('history.method')}>{t(`signInMethod.${record.method}`)}</td>
      <td data-label={t('sessions.device')}>{record.device === '' ? t('sessions.unknownDevice') : record.device}</td>
      <td data-label={t('sessions.address')}>{record.address}</td>
    </tr>
  )
}

function OutcomeMark({ outcome }: Pick<SignInRecord, 'outcome'>) {
  const { t } = useText()
  const isGood = outcome === 'opened' || outcome === 'proven'
  const icon = isGood ? IconCircleCheck : outcome === 'refused' ? IconCircleX : IconCopyX
  return (
    <Mark tone={isGood ? 'ok' : outcome === 'refused' ? 'warn' : 'bad'} icon={icon}>
      {t(`signInOutcome.${outcome}`)}
    </Mark>
  )
}
