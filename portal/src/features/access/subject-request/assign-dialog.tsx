import { useState } from 'react'
import { MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { SubjectRequest } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { impactFilesQuery } from '../impact-file/queries.ts'
import { assignRequest, subjectsKey } from './queries.ts'
import classes from '../form.module.css'

/** Names the datasets a request concerns, of those with personal data; their providers are told. */
export function AssignDialog({ request, onClose }: { request: SubjectRequest; onClose: () => void }) {
  const { t, named } = useText()
  const queries = useQueryClient()
  const [codes, setCodes] = useState<string[]>([])
  const files = useQuery(impactFilesQuery)
  const taken = request.datasets.map(({ code }) => code)
  const choices = (files.data?.items ?? [])
    .filter(({ code }) => !taken.includes(code))
    .map((file) => ({ value: file.code, label: `${named(file)} (${named(file.provider)})` }))
  const assign = useMutation({
    mutationFn: () => assignRequest(request.id, codes),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: subjectsKey })
      onClose()
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('subjects.act.assignment')} onClose={onClose}>
      {assign.isError && <ProblemView problem={toProblem(assign.error)} />}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          assign.mutate()
        }}
      >
        <MultiSelect
          searchable
          label={t('subjects.datasets')}
          description={t('subjects.assignHelp')}
          nothingFoundMessage={t('subjects.assignNone')}
          data={choices}
          value={codes}
          onChange={setCodes}
        />
        <DialogButtons
          label={t('subjects.act.assignment')}
          disabled={codes.length === 0}
          pending={assign.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
