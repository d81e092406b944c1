import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { AccountRequest } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Ago } from '../../../components/moment.tsx'
import { More } from '../../../components/more.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { Me } from '../queries.ts'
import { RequestMark, RolePeriods } from './account-marks.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { accountsKey, requestsQuery, withdrawRequest } from './queries.ts'
import classes from '../../../components/item-list.module.css'

interface RequestListProps {
  me: Me
  state: AccountRequest['state'] | 'all'
}

/** Requests on accounts: the coordinator decides them, who asked may take theirs back. */
export function RequestList({ me, state }: RequestListProps) {
  const { t } = useText()
  const requests = useInfiniteQuery(requestsQuery(state))
  const [deciding, setDeciding] = useState<AccountRequest | null>(null)
  const items = requests.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <QueryView query={requests} skeleton={<ListSkeleton items={4} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={IconInbox} title={t('requests.none')}>
              {t('requests.noneHelp')}
            </Empty>
          ) : (
            <>
              <ul className={classes.list}>
                {items.map((request) => (
                  <RequestItem key={request.id} request={request} me={me} onDecide={setDeciding} />
                ))}
              </ul>
              <More
                hasMore={requests.hasNextPage}
                loading={requests.isFetchingNextPage}
                onMore={() => void requests.fetchNextPage()}
              />
            </>
          )
        }
      </QueryView>
      <DecisionDialog
        request={deciding}
        onClose={() => {
          setDeciding(null)
        }}
      />
    </>
  )
}

interface RequestItemProps {
  request: AccountRequest
  me: Me
  onDecide: (request: AccountRequest) => void
}

function RequestItem({ request, me, onDecide }: RequestItemProps) {
  const { t, named } = useText()
  const isMine = request.requestedBy.login === me.login
  const { name, roles, reason, decision, remark, decidedBy, decidedAt } = request
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <div className={classes.name}>
          {t(`requestKind.${request.kind}`)} <code>{request.login}</code> <RequestMark state={request.state} />
        </div>
        <div className={classes.quiet}>
          {named(request.unit)} · {t('requests.by', { login: request.requestedBy.login })} ·{' '}
          <Ago at={request.requestedAt} />
        </div>
        {name !== null && (
          <div>
            {t('account.name')}: {name}
          </div>
        )}
        {roles !== null && (
          <div className={classes.labelled}>
            {t('account.roles')}: <RolePeriods roles={roles} />
          </div>
        )}
        <div>
          {t('requests.reason')}: {reason}
        </div>
        {decidedBy !== null && decidedAt !== null && (
          <div className={classes.quiet}>
            {t('requests.decidedBy', { login: decidedBy })} · <Ago at={decidedAt} />
            {decision !== null && ` · ${decision}`}
            {remark !== null && ` · ${remark}`}
          </div>
        )}
      </div>
      {request.state === 'open' && (
        <div className={classes.actions}>
          {isMine && <WithdrawButton request={request} />}
          {me.roles.includes('coordinator') &&
            (isMine ? (
              <span className={classes.quiet}>{t('requests.notYours')}</span>
            ) : (
              <Button
                size="xs"
                onClick={() => {
                  onDecide(request)
                }}
              >
                {t('requests.decide')}
              </Button>
            ))}
        </div>
      )}
    </li>
  )
}

function WithdrawButton({ request }: { request: AccountRequest }) {
  const { t } = useText()
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => withdrawRequest(request.id),
    onSettled: () => queries.invalidateQueries({ queryKey: accountsKey }),
  })
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={withdraw.isPending}
        onClick={() => {
          withdraw.mutate()
        }}
      >
        {t('requests.withdraw')}
      </Button>
      {withdraw.isError && <ProblemView problem={toProblem(withdraw.error)} />}
    </>
  )
}
