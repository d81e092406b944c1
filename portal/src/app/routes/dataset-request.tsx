import { IconTableOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import type { Dataset, Purpose } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useAsk } from '../../features/access/grant/asking.ts'
import { draftOf, emptyDraft, type Draft } from '../../features/access/grant/draft.ts'
import { grantQuery } from '../../features/access/grant/grant-queries.ts'
import { RequestForm } from '../../features/access/grant/request-form.tsx'
import { usePurposes } from '../../features/access/purpose-queries.ts'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { useText } from '../../lib/use-text.ts'
import { fieldsOf } from '../granted-extent.tsx'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/datasets/$code/request')

/** Asks the Committee to consent to a use, or that a grant becomes another (Điều 11.2). */
export function DatasetRequestPage() {
  const { t, named } = useText()
  const { code } = route.useParams()
  const { amends } = route.useSearch()
  const dataset = useQuery(datasetQuery(code))
  return (
    <Page
      title={t(amends === undefined ? 'ask.title' : 'ask.amendTitle')}
      lead={dataset.data && named(dataset.data)}
      crumbs={[
        <Link key="dataset" to="/datasets/$code" params={{ code }}>
          {dataset.data ? named(dataset.data) : code}
        </Link>,
      ]}
    >
      <SignedIn needs="access.grant.ask">
        {() => (
          <QueryView query={dataset} skeleton={<Lines count={8} />}>
            {(data) => <Asked dataset={data} amends={amends} />}
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Asked({ dataset, amends }: { dataset: Dataset; amends: string | undefined }) {
  const { t } = useText()
  const purposes = usePurposes()
  const grant = useQuery({ ...grantQuery(amends ?? ''), enabled: amends !== undefined })
  if (fieldsOf(dataset).length === 0) {
    return (
      <Empty icon={IconTableOff} title={t('structure.none')}>
        {t('structure.noneHelp')}
      </Empty>
    )
  }
  if (purposes === undefined) return <Lines count={8} />
  if (amends === undefined) return <Form dataset={dataset} purposes={purposes} initial={emptyDraft} amends={amends} />
  return (
    <QueryView query={grant} skeleton={<Lines count={8} />}>
      {({ purpose, extent }) => (
        <Form
          dataset={dataset}
          purposes={purposes}
          initial={draftOf(purpose.code, extent, fieldsOf(dataset))}
          amends={amends}
        />
      )}
    </QueryView>
  )
}

interface FormProps {
  dataset: Dataset
  purposes: Purpose[]
  initial: Draft
  amends: string | undefined
}

function Form({ dataset, purposes, initial, amends }: FormProps) {
  const navigate = useNavigate()
  const fields = fieldsOf(dataset)
  const codeNames = useCodeNames(fields.flatMap(({ codeList }) => codeList ?? []))
  const ask = useAsk({ dataset: dataset.code, amends })
  return (
    <RequestForm
      dataset={dataset.code}
      {...{ fields, codeNames, purposes, initial }}
      fixedPurpose={amends !== undefined}
      pending={ask.isPending}
      problem={ask.isError ? toProblem(ask.error) : null}
      onSend={(draft) => {
        ask.mutate(draft, {
          onSuccess: ({ id }) => {
            void navigate({ to: '/grant-requests/$id', params: { id } })
          },
        })
      }}
    />
  )
}
