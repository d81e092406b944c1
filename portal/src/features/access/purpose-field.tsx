import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { purposesQuery, usePurposes } from './purpose-queries.ts'
import { purposeText, statedPurpose } from './purpose-text.ts'
import classes from './purpose-field.module.css'

interface PurposeFieldProps {
  /** The purpose as it is sent. */
  value: string
  missing?: boolean
  onChange: (value: string) => void
}

/** A registered purpose and, if wanted, words of one's own: which case, which list (Điều 18.2). */
export function PurposeField({ value, missing = false, onChange }: PurposeFieldProps) {
  const { t } = useText()
  const { code, words } = statedPurpose(value)
  return (
    <div className={classes.fields}>
      <PurposeSelect
        missing={missing}
        code={code}
        onChange={(chosen) => {
          onChange(purposeText({ code: chosen, words }))
        }}
      />
      <TextInput
        label={t('purpose.words')}
        description={t('purpose.help')}
        placeholder={t('purpose.example')}
        maxLength={300}
        value={words}
        onChange={(event) => {
          onChange(purposeText({ code, words: event.currentTarget.value }))
        }}
      />
    </div>
  )
}

interface PurposeSelectProps {
  /** '' while none is chosen. */
  code: string
  missing?: boolean
  disabled?: boolean
  onChange: (code: string) => void
}

/** A purpose of the register: those of the duties of agencies, then those that need a permission each time. */
export function PurposeSelect({ code, missing = false, disabled = false, onChange }: PurposeSelectProps) {
  const { t, named } = useText()
  const register = useQuery(purposesQuery)
  const purposes = usePurposes() ?? []
  const groups = [
    { group: t('purpose.official'), items: purposes.filter(({ nature }) => nature === 'official') },
    { group: t('purpose.byPermission'), items: purposes.filter(({ nature }) => nature !== 'official') },
  ]
  if (register.isError)
    return <ProblemView problem={toProblem(register.error)} onRetry={() => void register.refetch()} />
  return (
    <Select
      label={t('purpose.label')}
      placeholder={t('purpose.choose')}
      allowDeselect={false}
      disabled={disabled}
      maxDropdownHeight={320}
      error={missing ? t('purpose.missing') : null}
      data={groups.map(({ group, items }) => ({
        group,
        items: items.map((each) => ({ value: each.code, label: named(each) })),
      }))}
      value={purposes.some((each) => each.code === code) ? code : null}
      onChange={(chosen) => {
        onChange(chosen ?? '')
      }}
    />
  )
}
