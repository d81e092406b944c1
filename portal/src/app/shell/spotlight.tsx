import { Modal } from '@mantine/core'
import type { Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SpotlightSearch } from './spotlight-search.tsx'

interface SpotlightProps {
  onClose: () => void
  me: Me | null
}

/** Ctrl-K: one place to go anywhere. */
export function Spotlight({ onClose, me }: SpotlightProps) {
  const { t } = useText()
  return (
    <Modal.Root opened onClose={onClose} returnFocus={false} centered={false} yOffset="10vh" size={620}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('search.open')}>
        <Modal.Body p={0}>
          <SpotlightSearch me={me} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
