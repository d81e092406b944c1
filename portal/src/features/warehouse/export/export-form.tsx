import { useState, type SubmitEvent } from 'react'
import { Button, Checkbox } from '@mantine/core'
import { IconFileDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { ExportFormat } from '../../../api/types.ts'
import { ChoiceCards } from '../../../components/choice-cards.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { exportsQuery, requestExport, type ExportOrder } from './queries.ts'
import classes from './export-form.module.css'

interface ExportFormProps {
  code: string
  /** Formats this dataset can be written in. */
  formats: readonly ExportFormat[]
  scope: Omit<ExportOrder, 'format' | 'bom'>
}

/** Asks for a file; it is written in the background and stays for a while. */
export function ExportForm({ code, formats, scope }: ExportFormProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [bom, setBom] = useState(true)
  const request = useMutation({
    mutationFn: () => requestExport(code, { ...scope, format, bom }),
    onSuccess: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  })
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    request.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <ChoiceCards
        beside
        label={t('export.format')}
        value={format}
        onChoose={setFormat}
        choices={formats.map((each) => ({
          value: each,
          title: t(`format.${each}`),
          text: t(`exportFormatHelp.${each}`),
        }))}
      />
      {format === 'csv' && (
        <Checkbox
          label={t('export.bom')}
          description={t('export.bomHelp')}
          checked={bom}
          onChange={(event) => {
            setBom(event.currentTarget.checked)
          }}
        />
      )}
      {request.isError && <ProblemView problem={toProblem(request.error)} />}
      <div>
        <Button type="submit" loading={request.isPending} leftSection={<IconFileDownload size={17} stroke={1.8} />}>
          {t('export.create')}
        </Button>
      </div>
    </form>
  )
}
