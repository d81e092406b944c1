import type { ReactNode } from 'react'
import { Modal } from '@mantine/core'
import { useText } from '../lib/use-text.ts'
import classes from './dialog.module.css'

interface DialogProps {
  opened: boolean
  title: string
  size?: 'md' | 'lg'
  /** For what must not be lost by a press beside it. */
  keepOpen?: boolean
  /** For what is asked while another dialog is open. */
  onTop?: boolean
  onClose: () => void
  children: ReactNode
}

/** A dialog whose head is no second banner of the page, as Mantine's own <header> would be. */
export function Dialog({
  opened,
  title,
  size = 'md',
  keepOpen = false,
  onTop = false,
  onClose,
  children,
}: DialogProps) {
  const { t } = useText()
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      closeOnClickOutside={!keepOpen}
      zIndex={onTop ? 400 : 200}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
