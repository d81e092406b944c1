import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import type { Instrument } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { RegisterDialog } from './register-dialog.tsx'

interface RegisterButtonProps {
  size?: 'xs' | 'sm'
  onRegistered: (instrument: Instrument) => void
}

export function RegisterButton({ size = 'sm', onRegistered }: RegisterButtonProps) {
  const { t } = useText()
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" size={size} leftSection={<IconPlus size={17} />} onClick={dialog.open}>
        {t('law.register')}
      </Button>
      {opened && (
        <RegisterDialog
          onClose={dialog.close}
          onRegistered={(instrument) => {
            dialog.close()
            onRegistered(instrument)
          }}
        />
      )}
    </>
  )
}
