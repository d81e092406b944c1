import { useState, type SubmitEvent } from 'react'
import { Button, Popover } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import { PurposeField } from './purpose-field.tsx'
import { usePurposes } from './purpose-queries.ts'
import { purposeText, statedPurpose } from './purpose-text.ts'
import classes from './purpose-button.module.css'

interface PurposeButtonProps {
  purpose: string
  onChange: (purpose: string) => void
}

/** Says for what a table is read, and lets that be changed. */
export function PurposeButton({ purpose, onChange }: PurposeButtonProps) {
  const { t } = useText()
  const told = useToldPurpose(purpose)
  const [opened, setOpened] = useState(false)
  const [given, setGiven] = useState(purpose)
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setOpened(false)
    onChange(given.trim())
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={380} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          className={classes.button}
          variant="default"
          leftSection={<IconTargetArrow size={17} stroke={1.8} />}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {purpose === '' ? t('purpose.label') : t('records.purposeIs', { purpose: told })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes.form} onSubmit={submit}>
          <PurposeField value={given} onChange={setGiven} />
          <Button type="submit">{t('action.save')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A purpose in words: its registered name in place of its code. */
function useToldPurpose(purpose: string): string {
  const { named } = useText()
  const { code, words } = statedPurpose(purpose)
  const registered = usePurposes()?.find((each) => each.code === code)
  return registered === undefined ? purpose : purposeText({ code: named(registered), words })
}
