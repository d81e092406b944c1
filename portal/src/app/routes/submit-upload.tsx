import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Card } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetQuery, kindsQuery, loadsTaken } from '../../features/catalogue/queries.ts'
import { useDraft, type Draft } from '../../features/warehouse/submit/draft.ts'
import { PreviewStep } from '../../features/warehouse/submit/preview-step.tsx'
import { profileQuery, uploadQuery } from '../../features/warehouse/submit/queries.ts'
import { SendStep } from '../../features/warehouse/submit/send-step.tsx'
import { Steps } from '../../features/warehouse/submit/steps.tsx'
import { watch } from '../../features/warehouse/watch.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/submit')

interface SubmitUploadProps {
  upload: string
  datasets: readonly Dataset[]
}

/** A file that has arrived: how it is read, then what is to be done with it. */
export function SubmitUpload({ upload, datasets }: SubmitUploadProps) {
  const state = useQuery(uploadQuery(upload))
  return (
    <QueryView query={state} skeleton={<Lines count={8} />}>
      {(file) => {
        const dataset = datasets.find(({ code }) => code === file.dataset)
        return dataset === undefined ? null : <Arrived file={file} dataset={dataset} />
      }}
    </QueryView>
  )
}

interface ArrivedProps {
  file: { id: string; fileName: string | null; bytes: number }
  dataset: Dataset
}

function Arrived({ file, dataset }: ArrivedProps) {
  const { t } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const [draft, change] = useDraft(file.id)
  const fileName = file.fileName ?? t('submission.noFileName')
  const full = useQuery(datasetQuery(dataset.code))
  const isSending = search.step === 'send' && draft.profile !== null
  return (
    <>
      <Steps step={isSending ? 'send' : 'reading'} />
      <Card>
        {isSending ? (
          <Sending dataset={dataset} file={{ ...file, fileName }} draft={draft} onDraft={change} />
        ) : (
          <PreviewStep
            upload={file.id}
            fileName={fileName}
            fields={full.data?.structure?.fields ?? []}
            draft={draft}
            onDraft={change}
            onBack={() => {
              void navigate({ to: '/submit', search: (before) => ({ ...before, upload: '', step: '' }) })
            }}
            onNext={() => {
              void navigate({ to: '/submit', search: (before) => ({ ...before, step: 'send' }) })
            }}
          />
        )}
      </Card>
    </>
  )
}

interface SendingProps {
  dataset: Dataset
  file: { id: string; fileName: string; bytes: number }
  draft: Draft
  onDraft: (part: Partial<Draft>) => void
}

function Sending({ dataset, file, draft, onDraft }: SendingProps) {
  const search = route.useSearch()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const kinds = useQuery(kindsQuery)
  const loads = loadsTaken(kinds.data?.items ?? [], dataset)
  if (kinds.data === undefined || draft.profile === null) return <Lines count={6} />
  return (
    <SendStep
      dataset={dataset}
      upload={file}
      profile={draft.profile}
      remember={draft.remember}
      load={loads.find((load) => load === search.load) ?? loads[0] ?? 'full'}
      onFault={draft.onFault ?? 'reject'}
      continues={search.continues}
      mayWait={kinds.data.items.find(({ kind }) => kind === dataset.kind)?.quarantine === true}
      onPolicy={(onFault) => {
        onDraft({ onFault })
      }}
      onBack={() => {
        void navigate({ to: '/submit', search: (before) => ({ ...before, step: 'reading' }) })
      }}
      onSent={({ id }) => {
        void queries.invalidateQueries({ queryKey: profileQuery(dataset.code).queryKey })
        watch(id)
        void queries.invalidateQueries({ queryKey: ['warehouse', 'watched'] })
        void navigate({ to: '/submissions/$id', params: { id } })
      }}
    />
  )
}
