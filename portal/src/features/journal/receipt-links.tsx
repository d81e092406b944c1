import { Button } from '@mantine/core'
import { IconFileCertificate, IconFileZip } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import classes from './receipt-links.module.css'

const places = { read: '/api/v1/journal/reads', submission: '/api/v1/warehouse/submissions' } as const
const papers = [
  { paper: 'receipt', ending: 'jws', icon: IconFileCertificate },
  { paper: 'evidence', ending: 'zip', icon: IconFileZip },
] as const

/** The receipt of an answer or of a delivered file, and the archive that also shows who vouches for the log. */
export function ReceiptLinks({ kind, id }: { kind: keyof typeof places; id: string }) {
  const { t } = useText()
  return (
    <span className={classes.links} data-screen-only>
      {papers.map(({ paper, ending, icon: Glyph }) => (
        <Button
          key={paper}
          component="a"
          variant="default"
          size="compact-sm"
          href={`${places[kind]}/${id}/${paper}`}
          download={`${kind}-${id}.${paper}.${ending}`}
          leftSection={<Glyph size={15} stroke={1.8} />}
        >
          {t(`receipt.${paper}`)}
        </Button>
      ))}
    </span>
  )
}
