import { Button } from '@mantine/core'
import { IconFileCertificate, IconFileZip } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import classes from './receipt-links.module.css'

const places = { read: '/api/v1/journal/reads', submission: '/api/v1/warehouse/submissions' } as const

/** The receipt of an answer or of a delivered file, and the archive that also shows who vouches for the log. */
export function ReceiptLinks({ kind, id }: { kind: keyof typeof places; id: string }) {
  const { t } = useText()
  const button = { component: 'a', variant: 'default', size: 'compact-sm' } as const
  return (
    <span className={classes.links} data-screen-only>
      <Button
        {...button}
        href={`${places[kind]}/${id}/receipt`}
        download={`${kind}-${id}.receipt.jws`}
        leftSection={<IconFileCertificate size={15} stroke={1.8} />}
      >
        {t('receipt.receipt')}
      </Button>
      <Button
        {...button}
        href={`${places[kind]}/${id}/evidence`}
        download={`${kind}-${id}.evidence.zip`}
        leftSection={<IconFileZip size={15} stroke={1.8} />}
      >
        {t('receipt.evidence')}
      </Button>
    </span>
  )
}
