import { Button } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Dataset, Structure, Submission } from '../../api/types.ts'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { ReadGate } from '../../features/access/read-gate.tsx'
import { useMayRead } from '../../features/access/use-may-read.ts'
import { codeListsOf, datasetQuery, structuresQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { ChangedRecords } from '../../features/warehouse/changed-records.tsx'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'

const route = getRouteApi('/submissions/$id')

interface Applied {
  dataset: string
  apply: number
  total: number
}

/** The records a submission changed: read when somebody who may asks for them, for that is a read like any other. */
export function SubmissionChanges({ submission }: { submission: Submission }) {
  const { t } = useText()
  const { changes } = route.useSearch()
  const navigate = useNavigate()
  const { balance, applyNumber, dataset, id } = submission
  const mayRead = useMayRead(dataset.code)
  const total = balance === null ? 0 : balance.inserted + balance.changed + balance.deleted
  if (applyNumber === null || total === 0) return null
  if (changes === undefined && !mayRead) return null
  return (
    <Section title={t('changedRecords.title')} help={t('changedRecords.help')} id="changes">
      {changes === undefined ? (
        <Button
          variant="default"
          leftSection={<IconListDetails size={17} stroke={1.8} />}
          onClick={() => {
            void navigate({
              to: '/submissions/$id',
              params: { id },
              search: { changes: 'shown' },
              replace: true,
              resetScroll: false,
            })
          }}
        >
          {t('changedRecords.show')}
        </Button>
      ) : (
        <Shown applied={{ dataset: dataset.code, apply: applyNumber, total }} />
      )}
    </Section>
  )
}

function Shown({ applied }: { applied: Applied }) {
  const dataset = useQuery(datasetQuery(applied.dataset))
  const structures = useQuery(structuresQuery(applied.dataset))
  return (
    <QueryView query={dataset} skeleton={<Lines count={6} />}>
      {(data) => (
        <QueryView query={structures} skeleton={<Lines count={6} />}>
          {({ items }) => <Gated applied={applied} dataset={data} versions={items} />}
        </QueryView>
      )}
    </QueryView>
  )
}

function Gated({ applied, dataset, versions }: { applied: Applied; dataset: Dataset; versions: Structure[] }) {
  const { language } = useText()
  const { purpose = '' } = route.useSearch()
  const { id } = route.useParams()
  const navigate = useNavigate()
  const codeNames = useCodeNames(codeListsOf(versions))
  return (
    <ReadGate
      dataset={dataset.code}
      purpose={purpose}
      titles={fieldTitles(dataset, language)}
      skeleton={<Lines count={6} />}
      onPurpose={(given) => {
        void navigate({
          to: '/submissions/$id',
          params: { id },
          search: { changes: 'shown', purpose: given },
          replace: true,
          resetScroll: false,
        })
      }}
    >
      {() => (
        <Card>
          <ChangedRecords
            code={dataset.code}
            apply={applied.apply}
            total={applied.total}
            purpose={purpose}
            structures={{ versions, now: dataset.structure?.fields ?? [] }}
            codeNames={codeNames}
          />
        </Card>
      )}
    </ReadGate>
  )
}
