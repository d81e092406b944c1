import { Link } from '@tanstack/react-router'
import type { Instrument } from '../api/types.ts'
import { useText } from '../lib/use-text.ts'

/** A legal instrument as officers cite it: kind, number, date. */
export function Citation({ instrument }: { instrument: Instrument }) {
  const { t, format } = useText()
  return (
    <Link to="/law/$id" params={{ id: instrument.id }}>
      {t('law.cite', {
        kind: t(`instrumentKind.${instrument.kind}`),
        number: instrument.number,
        date: format.day(instrument.signedOn),
      })}
    </Link>
  )
}
