import { Button } from '@mantine/core'
import { useText } from '../lib/use-text.ts'
import classes from './dialog-buttons.module.css'

interface DialogButtonsProps {
  /** What the button that goes on says. */
  label: string
  pending: boolean
  disabled?: boolean
  /** For what ends or refuses something. */
  grave?: boolean
  onCancel: () => void
  /** Without it the form around the buttons is sent. */
  onGo?: () => void
}

/** The foot of a dialog: away from it, or on. */
export function DialogButtons({ label, pending, disabled = false, grave = false, onCancel, onGo }: DialogButtonsProps) {
  const { t } = useText()
  return (
    <div className={classes.buttons}>
      <Button variant="default" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button
        type={onGo ? 'button' : 'submit'}
        color={grave ? 'brick' : 'ink'}
        loading={pending}
        disabled={disabled}
        onClick={() => {
          onGo?.()
        }}
      >
        {label}
      </Button>
    </div>
  )
}
