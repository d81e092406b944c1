import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconFileCheck, IconFileUnknown, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import { DropFile } from '../../components/drop-file.tsx'
import { Mark } from '../../components/mark.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Pending } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { EntryVerdictView } from '../../features/journal/entry-verdict.tsx'
import { EvidenceVerdictView } from '../../features/journal/evidence-verdict.tsx'
import { KeySection } from '../../features/journal/key-note.tsx'
import { canCheck, NoCheck } from '../../features/journal/no-check.tsx'
import { recognise, type Dropped } from '../../features/journal/proof/dropped.ts'
import { verifyLeaf } from '../../features/journal/proof/verify-entry.ts'
import { verifyEvidence } from '../../features/journal/proof/verify-evidence.ts'
import { verifyReceipt } from '../../features/journal/proof/verify-receipt.ts'
import { certificatesQuery, keysQuery } from '../../features/journal/queries.ts'
import { ReceiptVerdictView } from '../../features/journal/receipt-verdict.tsx'
import { queryClient } from '../../lib/query-client.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './verify.module.css'

/** Anybody checks a receipt or a proof here, without an account; the files stay in the browser. */
export function VerifyPage() {
  const { t } = useText()
  return (
    <Page narrow title={t('verify.title')} lead={t('verify.lead')}>
      {canCheck() ? <Bench /> : <NoCheck />}
      <Section title={t('verify.how')}>
        <ol className={classes.how}>
          <li>{t('verify.howReceipt')}</li>
          <li>{t('verify.howEvidence')}</li>
          <li>{t('verify.howProof')}</li>
          <li>{t('verify.howElsewhere')}</li>
        </ol>
      </Section>
      <KeySection />
    </Page>
  )
}

/** Files that are dropped one after another belong together until they are cleared away. */
function Bench() {
  const { t } = useText()
  const [dropped, setDropped] = useState<Dropped>({})
  const check = useMutation({ mutationFn: verdictsOn })
  async function take(files: File[]): Promise<void> {
    const read = await Promise.all(
      files.map(async (file) => recognise(file.name, new Uint8Array(await file.arrayBuffer()))),
    )
    const all = read.reduce<Dropped>((before, each) => ({ ...before, ...each }), dropped)
    setDropped(all)
    check.mutate(all)
  }
  return (
    <>
      <DropFile multiple title={t('verify.drop')} help={t('verify.dropHelp')} onFiles={(files) => void take(files)} />
      <div className={classes.body}>
        {Object.keys(dropped).length > 0 && (
          <Taken
            dropped={dropped}
            onClear={() => {
              setDropped({})
              check.reset()
            }}
          />
        )}
        {check.isPending && (
          <Pending>
            <Lines count={5} />
          </Pending>
        )}
        {check.isError && <ProblemView problem={toProblem(check.error)} />}
        {check.data?.receipt && (
          <Card>
            <ReceiptVerdictView verdict={check.data.receipt} />
          </Card>
        )}
        {check.data?.evidence && (
          <Card>
            <EvidenceVerdictView verdict={check.data.evidence} />
          </Card>
        )}
        {check.data?.entry && (
          <Card>
            <EntryVerdictView verdict={check.data.entry} />
          </Card>
        )}
        {check.data && <Missing dropped={dropped} />}
      </div>
    </>
  )
}

/** Keys and certificates come from the warehouse; everything else is worked out here. */
async function verdictsOn({ receipt: jws, proof, entry, content, evidence }: Dropped) {
  const keys = await queryClient.query(keysQuery)
  const certificates = (jws === undefined ? null : await queryClient.query(certificatesQuery)) ?? undefined
  const receipt =
    jws === undefined
      ? undefined
      : await verifyReceipt(jws, { certificates, file: content?.bytes, isAlone: evidence === undefined })
  const signed = receipt?.receipt
  return {
    receipt,
    evidence:
      signed === undefined || evidence === undefined
        ? undefined
        : await verifyEvidence(evidence, { receipt: signed, keys, certificates }),
    entry: proof === undefined || entry === undefined ? undefined : await verifyLeaf(entry, proof, keys),
  }
}

function Taken({ dropped, onClear }: { dropped: Dropped; onClear: () => void }) {
  const { t } = useText()
  const { content, ...known } = dropped
  const kinds = (['receipt', 'evidence', 'proof', 'entry', 'unsigned'] as const).filter(
    (kind) => known[kind] !== undefined,
  )
  return (
    <div className={classes.files}>
      {kinds.map((kind) => (
        <Mark key={kind} icon={IconFileCheck}>
          {t(`verify.kind.${kind}`)}
        </Mark>
      ))}
      {content && <Mark icon={IconFileUnknown}>{t('verify.kind.content', { name: content.name })}</Mark>}
      <Button variant="subtle" size="compact-sm" leftSection={<IconX size={15} />} onClick={onClear}>
        {t('verify.clear')}
      </Button>
    </div>
  )
}

/** What has to come yet before anything can be said. */
function Missing({ dropped: { receipt, proof, entry, content, unsigned } }: { dropped: Dropped }) {
  const { t } = useText()
  const lacks = [
    unsigned === true && receipt === undefined ? t('verify.missing.signature') : null,
    proof !== undefined && entry === undefined ? t('verify.missing.entry') : null,
    entry !== undefined && proof === undefined ? t('verify.missing.proof') : null,
    content !== undefined && receipt === undefined ? t('verify.missing.receipt') : null,
  ].filter((each) => each !== null)
  return lacks.map((each) => <Notice key={each} tone="warn" icon={IconFileUnknown} title={each} />)
}
