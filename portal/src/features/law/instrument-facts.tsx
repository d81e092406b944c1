import type { Instrument } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Facts } from '../../components/facts.tsx'
import { useText } from '../../lib/use-text.ts'

export function InstrumentFacts({ instrument }: { instrument: Instrument }) {
  const { t, format } = useText()
  return (
    <Facts
      facts={[
        { name: t('law.kind'), value: t(`instrumentKind.${instrument.kind}`) },
        { name: t('law.number'), value: instrument.number },
        { name: t('law.issuer'), value: instrument.issuer },
        { name: t('law.signer'), value: instrument.signer },
        { name: t('law.signedOn'), value: format.day(instrument.signedOn) },
        { name: t('law.effectiveFrom'), value: format.day(instrument.effectiveFrom) },
        {
          name: t('law.effectiveTo'),
          value: instrument.effectiveTo === null ? t('law.noEnd') : format.day(instrument.effectiveTo),
        },
        {
          name: t('law.fileDigest'),
          value: instrument.fileDigest === null ? t('value.none') : <Digest value={instrument.fileDigest} whole />,
        },
      ]}
    />
  )
}
