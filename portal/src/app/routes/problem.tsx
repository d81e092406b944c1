import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { problemTypesQuery, type ProblemType } from '../../api/problem-types.ts'
import { Empty } from '../../components/empty.tsx'
import { Facts } from '../../components/facts.tsx'
import { Card, Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './problem.module.css'

const route = getRouteApi('/problems/$module/$code')

/** Where the `type` of a problem leads: what it means, for a person or a programmer. */
export function ProblemPage() {
  const { t, language } = useText()
  const { module, code } = route.useParams()
  const type = `/problems/${module}/${code}`
  const types = useQuery(problemTypesQuery)
  const found = types.data?.find((each) => each.type === type)
  return (
    <Page title={found?.declared?.[language].title ?? t('problemPage.title')} lead={<code>{type}</code>} narrow>
      <QueryView query={types} skeleton={<Lines count={5} />}>
        {() =>
          found === undefined ? (
            <Empty icon={IconAlertTriangle} title={t('problemPage.unknown')}>
              {t('problemPage.unknownHelp')}
            </Empty>
          ) : (
            <Card>
              <ProblemFacts problem={found} />
            </Card>
          )
        }
      </QueryView>
    </Page>
  )
}

function ProblemFacts({ problem }: { problem: ProblemType }) {
  const { t, language } = useText()
  const { declared, code, operations } = problem
  const text = declared?.[language]
  return (
    <Facts
      facts={[
        text?.detail === undefined ? null : { name: t('problemPage.meaning'), value: text.detail },
        text === undefined ? null : { name: t('problemPage.remedy'), value: text.remedy },
        declared?.clause === undefined ? null : { name: t('problemPage.clause'), value: declared.clause },
        declared === null
          ? null
          : {
              name: t('problemPage.status'),
              value: `${String(declared.status)} – ${t(`problemPage.family.${familyOf(declared.status)}`)}`,
            },
        { name: t('problemPage.code'), value: <code>{code}</code> },
        { name: t('problemPage.operations'), value: <Operations operations={operations} /> },
      ]}
    />
  )
}

function Operations({ operations }: { operations: string[] }) {
  const { t } = useText()
  if (operations.length === 0) return <>{t('problemPage.anywhere')}</>
  return (
    <ul className={classes.operations}>
      {operations.map((operation) => (
        <li key={operation}>
          <code>{operation}</code>
        </li>
      ))}
    </ul>
  )
}

function familyOf(status: number): 'server' | 'access' | 'missing' | 'conflict' | 'request' {
  if (status >= 500) return 'server'
  if (status === 401 || status === 403) return 'access'
  if (status === 404) return 'missing'
  return status === 409 ? 'conflict' : 'request'
}
