import { useEffect, useState } from 'react'
import { Button, Select } from '@mantine/core'
import { IconStack2, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Card, Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetListQuery } from '../../features/catalogue/queries.ts'
import type { Me } from '../../features/identity/queries.ts'
import { DropFile } from '../../features/warehouse/drop-file.tsx'
import { DueText, FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../features/warehouse/queries.ts'
import { UploadProgress } from '../../features/warehouse/upload-progress.tsx'
import { clearUpload, startUpload, useUpload } from '../../features/warehouse/upload.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './submit.module.css'

const route = getRouteApi('/submit')

export function SubmitPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.submit')} lead={t('submit.lead')} narrow>
      <SignedIn>{(me) => <SubmitSteps me={me} />}</SignedIn>
    </Page>
  )
}

function SubmitSteps({ me }: { me: Me }) {
  const { t } = useText()
  const datasets = useQuery(datasetListQuery({ provider: me.unit.id }, 100))
  return (
    <QueryView query={datasets} skeleton={<Lines count={5} />}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty icon={IconStack2} title={t('submit.noDatasets')}>
            {t('submit.noDatasetsHelp')}
          </Empty>
        ) : (
          <SubmitForm datasets={data.items} />
        )
      }
    </QueryView>
  )
}

function SubmitForm({ datasets }: { datasets: Dataset[] }) {
  const { t, named } = useText()
  const { dataset } = route.useSearch()
  const navigate = useNavigate()
  const upload = useUpload()
  const [file, setFile] = useState<File | null>(null)
  const only = datasets.length === 1 ? datasets[0]?.code : undefined
  const chosen = datasets.find((each) => each.code === (upload?.dataset ?? dataset ?? only))
  const sending = upload?.state === 'sending'
  useGoToSubmission(upload?.submission?.id)
  return (
    <Card>
      <div className={classes.form}>
        <Select
          size="md"
          label={t('submit.dataset')}
          placeholder={t('submit.choose')}
          searchable
          allowDeselect={false}
          disabled={sending}
          nothingFoundMessage={t('submit.noMatch')}
          data={datasets.map((each) => ({ value: each.code, label: named(each) }))}
          value={chosen?.code ?? null}
          onChange={(code) => {
            if (upload?.state === 'refused') clearUpload()
            void navigate({ to: '/submit', search: code === null ? {} : { dataset: code }, replace: true })
          }}
        />
        {chosen && <Expected dataset={chosen} />}
        {sending ? (
          <UploadProgress upload={upload} />
        ) : (
          <>
            <DropFile file={file} disabled={false} onFile={setFile} />
            {upload?.problem && <ProblemView problem={upload.problem} />}
            <div className={classes.foot}>
              <p className={classes.rule}>{t('submit.rule')}</p>
              <Button
                size="md"
                leftSection={<IconUpload size={18} />}
                disabled={chosen === undefined || file === null}
                onClick={() => {
                  if (chosen !== undefined && file !== null) startUpload(chosen.code, file)
                }}
              >
                {t('submit.send')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  )
}

/** The work goes on at its own address, which can be left and found again. */
function useGoToSubmission(id: string | undefined): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (id !== undefined) void navigate({ to: '/submissions/$id', params: { id } })
  }, [id, navigate])
}

function Expected({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const state = useQuery(stateQuery(dataset.code))
  return (
    <div className={classes.expected}>
      {state.data && (
        <p className={classes.fresh}>
          <FreshnessMark state={state.data.freshness.state} /> <DueText state={state.data} />
        </p>
      )}
      <p>
        {t('submit.expected')}{' '}
        <Link to="/datasets/$code/structure" params={{ code: dataset.code }}>
          {t('submit.seeStructure')}
        </Link>
      </p>
    </div>
  )
}
