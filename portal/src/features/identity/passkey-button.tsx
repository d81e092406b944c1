import { Button } from '@mantine/core'
import { IconFingerprint, IconInfoCircle } from '@tabler/icons-react'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { addressByName, whyNoPasskeys } from './passkey.ts'

interface PasskeyButtonProps {
  label: string
  pending: boolean
  variant?: 'filled' | 'default'
  onPress: () => void
}

/** Uses a passkey, or says why none can be used here and what to do. */
export function PasskeyButton({ label, pending, variant = 'filled', onPress }: PasskeyButtonProps) {
  const { t } = useText()
  const why = whyNoPasskeys()
  if (why === null) {
    return (
      <Button
        size="md"
        variant={variant}
        leftSection={<IconFingerprint size={20} />}
        loading={pending}
        onClick={onPress}
      >
        {label}
      </Button>
    )
  }
  return (
    <Notice icon={IconInfoCircle} title={t(`passkey.none.${why}`)}>
      <p>{t(`passkey.noneHelp.${why}`)}</p>
      {why === 'address' && (
        <p>
          <a href={addressByName()}>{addressByName()}</a>
        </p>
      )}
    </Notice>
  )
}
