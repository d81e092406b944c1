import { Checkbox, NumberInput, Select } from '@mantine/core'
import type { Preview, Profile } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import classes from './preview.module.css'

interface ReadingSettingsProps {
  preview: Preview
  profile: Profile
  onChange: (part: Partial<Profile>) => void
}

const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
] as const
const encodings = ['utf-8', 'utf-16le', 'utf-16be'] as const
const dates = ['iso', 'dmy', 'mdy'] as const
const decimals = [
  ['.', 'point'],
  [',', 'comma'],
] as const
const thousands = [
  ['', 'none'],
  ['.', 'point'],
  [',', 'comma'],
  [' ', 'space'],
] as const

/** How the file is read, as it was recognised and why; each setting can be put right. */
export function ReadingSettings({ preview, profile, onChange }: ReadingSettingsProps) {
  const { t } = useText()
  const because = (setting: string) => preview.reasons.find((each) => each.setting === setting)?.text
  return (
    <div className={classes.settings}>
      {profile.format === 'csv' && <TextSettings profile={profile} because={because} onChange={onChange} />}
      {profile.format === 'xlsx' && preview.sheets.length > 0 && (
        <Choice
          label={t('reading.sheet')}
          because={because('sheet')}
          options={preview.sheets.map((sheet) => [sheet, sheet])}
          missing={t('reading.chooseSheet', { sheets: preview.undecidedSheets.join(', ') })}
          value={profile.sheet ?? (preview.undecidedSheets.length > 0 ? '' : (preview.sheets[0] ?? ''))}
          onChoose={(sheet) => {
            onChange({ sheet })
          }}
        />
      )}
      {(profile.format === 'csv' || profile.format === 'xlsx') && (
        <HeaderSettings profile={profile} because={because} onChange={onChange} />
      )}
      <ValueSettings profile={profile} because={because} onChange={onChange} />
    </div>
  )
}

interface PartProps {
  profile: Profile
  because: (setting: string) => string | undefined
  onChange: (part: Partial<Profile>) => void
}

function TextSettings({ profile, because, onChange }: PartProps) {
  const { t } = useText()
  return (
    <>
      <Choice
        label={t('reading.encoding')}
        because={because('encoding')}
        options={encodings.map((each) => [each, each.toUpperCase()])}
        value={profile.encoding}
        onChoose={(encoding) => {
          onChange({ encoding })
        }}
      />
      <Choice
        label={t('reading.delimiter')}
        because={because('delimiter')}
        options={delimiters.map(([sign, name]) => [sign, t(`delimiter.${name}`)])}
        value={profile.delimiter}
        onChoose={(delimiter) => {
          onChange({ delimiter })
        }}
      />
    </>
  )
}

function HeaderSettings({ profile, because, onChange }: PartProps) {
  const { t } = useText()
  const { header } = profile
  const number = (value: string | number) => (typeof value === 'number' && value >= 1 ? Math.floor(value) : null)
  return (
    <>
      <NumberInput
        label={t('reading.headerRow')}
        description={because('header')}
        min={1}
        max={1000}
        value={header.row}
        onChange={(value) => {
          const row = number(value)
          if (row !== null && row !== header.row) onChange({ header: { ...header, row } })
        }}
      />
      <NumberInput
        label={t('reading.headerRows')}
        min={1}
        max={10}
        value={header.rows}
        onChange={(value) => {
          const rows = number(value)
          if (rows !== null && rows !== header.rows) onChange({ header: { ...header, rows } })
        }}
      />
    </>
  )
}

function ValueSettings({ profile, because, onChange }: PartProps) {
  const { t } = useText()
  return (
    <>
      <Choice
        label={t('reading.dates')}
        because={because('dates')}
        options={dates.map((each) => [each, t(`dateForm.${each}`)])}
        value={profile.dates}
        onChoose={(form) => {
          onChange({ dates: form })
        }}
      />
      <Choice
        label={t('reading.decimal')}
        because={because('decimal')}
        options={decimals.map(([sign, name]) => [sign, t(`decimalMark.${name}`)])}
        value={profile.decimal}
        onChoose={(decimal) => {
          onChange({ decimal, ...(profile.thousands === decimal ? { thousands: '' } : {}) })
        }}
      />
      <Choice
        label={t('reading.thousands')}
        because={because('thousands')}
        options={thousands
          .filter(([sign]) => sign !== profile.decimal)
          .map(([sign, name]) => [sign, t(`thousandMark.${name}`)])}
        value={profile.thousands}
        onChoose={(mark) => {
          onChange({ thousands: mark })
        }}
      />
      <Checkbox
        className={classes.compose}
        label={t('reading.compose')}
        description={because('compose') ?? t('reading.composeHelp')}
        checked={profile.compose}
        onChange={(event) => {
          onChange({ compose: event.currentTarget.checked })
        }}
      />
    </>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  because: string | undefined
  options: readonly (readonly [Value, string])[]
  value: Value
  /** What to say while none of the options is chosen. */
  missing?: string
  onChoose: (value: Value) => void
}

function Choice<Value extends string>({ label, because, options, value, missing, onChoose }: ChoiceProps<Value>) {
  // The component takes no empty value, which is one of ours.
  const at = options.findIndex(([each]) => each === value)
  return (
    <Select
      label={label}
      description={at < 0 && missing ? undefined : because}
      allowDeselect={false}
      data={options.map(([, text], index) => ({ value: String(index), label: text }))}
      value={at < 0 ? null : String(at)}
      error={at < 0 && missing}
      onChange={(chosen) => {
        const option = chosen === null ? undefined : options[Number(chosen)]
        if (option !== undefined) onChoose(option[0])
      }}
    />
  )
}
