import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { Failure } from './failure.tsx'
import classes from './dialogs.module.css'

interface ConfirmButtonProps {
  label: string
  size?: 'xs' | 'sm'
  /** What the button does to which thing, for those who cannot see where it stands. */
  named: string
  title: string
  text: string
  act: () => Promise<unknown>
  onDone: () => Promise<unknown>
}

/** For what cannot be undone: it asks once. */
export function ConfirmButton({ label, size = 'xs', named, title, text, act, onDone }: ConfirmButtonProps) {
  const [asking, dialog] = useDisclosure(false)
  const doing = useMutation({
    mutationFn: act,
    onSuccess: async () => {
      dialog.close()
      await onDone()
    },
  })
  return (
    <>
      <Button variant="default" size={size} onClick={dialog.open} aria-label={named}>
        {label}
      </Button>
      <Dialog opened={asking} onClose={dialog.close} title={title}>
        <div className={classes.dialog}>
          <p>{text}</p>
          <Failure error={doing.error} />
          <DialogButtons label={label} pending={doing.isPending} grave onCancel={dialog.close} onGo={doing.mutate} />
        </div>
      </Dialog>
    </>
  )
}
