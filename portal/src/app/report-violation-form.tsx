import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../api/problem.ts'
import type { Violation, ViolationReport } from '../api/types.ts'
import { ProblemView } from '../components/problem-view.tsx'
import { useReport } from '../features/access/violation/queries.ts'
import { UnitSelect } from '../features/identity/unit/unit-select.tsx'
import { useText } from '../lib/use-text.ts'
import classes from '../features/access/form.module.css'

const kinds = [
  ...(['obstruction', 'unlawfulSharing', 'intellectualProperty', 'distortion', 'unlawfulUse', 'sabotage'] as const),
] as const
const subjects = ['unknown', 'account', 'unit', 'dataset', 'grant'] as const
const shortest = 10

interface Values {
  kind: ViolationReport['kind']
  subject: ViolationReport['subject']['type']
  name: string
  words: string
  entries: string
}

/** Reports a violation: what, about whom, in words, and where the journal shows it. */
export function ReportForm({ onReported }: { onReported: (violation: Violation) => void }) {
  const { t } = useText()
  const report = useReport()
  const form = useReportForm()
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit((values) => {
        report.mutate(toReport(values), { onSuccess: onReported })
      })}
    >
      {report.isError && <ProblemView problem={toProblem(report.error)} />}
      <Select
        label={t('violations.kind')}
        allowDeselect={false}
        data={kinds.map((kind) => ({ value: kind, label: t(`violations.kinds.${kind}`) }))}
        {...form.getInputProps('kind')}
      />
      <SubjectFields form={form} />
      <Textarea
        autosize
        minRows={4}
        maxLength={4000}
        label={t('violations.words')}
        description={t('violations.wordsHelp')}
        {...form.getInputProps('words')}
      />
      <TextInput
        label={t('violations.entries')}
        description={t('violations.entriesHelp')}
        maxLength={400}
        {...form.getInputProps('entries')}
      />
      <div>
        <Button type="submit" loading={report.isPending}>
          {t('violations.send')}
        </Button>
      </div>
    </form>
  )
}

/** About whom or what: as people call it, or chosen from the units. */
function SubjectFields({ form }: { form: ReturnType<typeof useReportForm> }) {
  const { t } = useText()
  const { subject, name } = form.values
  return (
    <>
      <Select
        label={t('violations.subject')}
        allowDeselect={false}
        data={subjects.map((type) => ({ value: type, label: t(`violations.subjects.${type}`) }))}
        value={subject}
        onChange={(value) => {
          form.setValues({ subject: subjects.find((each) => each === value) ?? 'unknown', name: '' })
        }}
      />
      {subject === 'unit' && (
        <UnitSelect
          label={t('violations.names.unit')}
          value={name === '' ? [] : [name]}
          onChange={([id = '']) => {
            form.setFieldValue('name', id)
          }}
        />
      )}
      {subject !== 'unit' && subject !== 'unknown' && (
        <TextInput label={t(`violations.names.${subject}`)} maxLength={200} {...form.getInputProps('name')} />
      )}
    </>
  )
}

function useReportForm() {
  const { t } = useText()
  return useForm<Values>({
    initialValues: { kind: 'unlawfulUse', subject: 'unknown', name: '', words: '', entries: '' },
    validate: {
      name: (value, { subject }) => (subject !== 'unknown' && value.trim() === '' ? t('violations.nameMissing') : null),
      words: (value) => (value.trim().length < shortest ? t('violations.wordsMissing') : null),
      entries: (value) => (/^[\d\s,;]*$/.test(value) ? null : t('violations.entriesWrong')),
    },
  })
}

function toReport({ kind, subject, name, words, entries }: Values): ViolationReport {
  const places = entries.match(/\d+/g)?.map(Number) ?? []
  return {
    ...{ kind, words: words.trim(), subject: { type: subject, ...(subject !== 'unknown' && { name: name.trim() }) } },
    ...(places.length > 0 && { entries: places }),
  }
}
