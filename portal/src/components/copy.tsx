import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useText } from '../lib/use-text.ts'

interface CopyProps {
  text: string
  /** What is copied, for those who cannot see what stands beside the button. */
  label: string
}

export function CopyButton({ text, label }: CopyProps) {
  const { t } = useText()
  const clipboard = useClipboard({ timeout: 1600 })
  const Glyph = clipboard.copied ? IconCheck : IconCopy
  return (
    <Tooltip label={clipboard.copied ? t('action.copied') : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={clipboard.copied ? t('action.copied') : label}
        onClick={() => {
          clipboard.copy(text)
        }}
      >
        <Glyph size={15} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  )
}

export function CopyTextButton({ text, label }: CopyProps) {
  const { t } = useText()
  const clipboard = useClipboard({ timeout: 1600 })
  const Glyph = clipboard.copied ? IconCheck : IconCopy
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Glyph size={15} stroke={1.8} />}
      onClick={() => {
        clipboard.copy(text)
      }}
    >
      <span aria-live="polite">{clipboard.copied ? t('action.copied') : label}</span>
    </Button>
  )
}
