import { useState, type SubmitEvent } from 'react'
import { Button, Checkbox, Radio } from '@mantine/core'
import { IconFileDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import type { ExportFormat } from '../../api/types.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { exportsQuery, requestExport, type ExportOrder } from './export-queries.ts'
import classes from './export-form.module.css'

interface ExportFormProps {
  code: string
  /** Formats this dataset can be written in. */
  formats: ExportFormat[]
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
      <Radio.Group
        label={t('export.format')}
        value={format}
        onChange={(next) => {
          setFormat(formats.find((each) => each === next) ?? 'csv')
        }}
      >
        <div className={classes.formats}>
          {formats.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`exportFormat.${each}`)}
              description={t(`exportFormatHelp.${each}`)}
            />
          ))}
        </div>
      </Radio.Group>
      {format === 'csv' && (
        <Checkbox
          label={t('export.bom')}
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
