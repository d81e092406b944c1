import type { Violation } from '../../../api/types.ts'
import { Facts, type Fact } from '../../../components/facts.tsx'
import { Moment } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'

/** What is known of a violation, from the report or from the figures of the detector. */
export function ViolationFacts({ violation }: { violation: Violation }) {
  const { t, named } = useText()
  const { subject, dataset, reporter, detector, window, openedAt, seenByCommitteeAt, words, oversees } = violation
  const subjectText = t(`violations.subjects.${subject.type}`)
  const facts: (Fact | null)[] = [
    { name: t('violations.kind'), value: t(`violations.kinds.${violation.kind}`) },
    { name: t('violations.subject'), value: subject.name === null ? subjectText : `${subjectText}: ${subject.name}` },
    dataset && subject.type !== 'dataset' ? { name: t('violations.dataset'), value: named(dataset) } : null,
    reporter && {
      name: t('violations.reporter'),
      value: `${reporter.name}, ${named(reporter.unit)}`,
    },
    detector && { name: t('violations.detector'), value: t(`violations.detectors.${detector}`) },
    ...figuresOf(violation, t),
    window && {
      name: t('violations.window'),
      value: (
        <>
          <Moment at={window.from} /> – <Moment at={window.to} />
        </>
      ),
    },
    words === null ? null : { name: t('violations.words'), value: words },
    { name: t('violations.openedAt'), value: <Moment at={openedAt} /> },
    oversees
      ? {
          name: t('violations.seenByCommittee'),
          value: seenByCommitteeAt === null ? t('violations.notYet') : <Moment at={seenByCommitteeAt} />,
        }
      : null,
    ...endOf(violation, t),
  ]
  return <Facts facts={facts} />
}

type Translate = ReturnType<typeof useText>['t']

const knownFigures = [
  ...(['keys', 'missed', 'byHand', 'asked', 'rows', 'usual', 'days', 'nights', 'refused', 'datasets'] as const),
  ...(['closed', 'heldHours', 'holds', 'touched', 'before', 'deliveries'] as const),
] as const

function figuresOf({ figures }: Violation, t: Translate): Fact[] {
  return knownFigures.flatMap((name) => {
    const figure = figures[name]
    return figure === undefined ? [] : [{ name: t(`violations.figures.${name}`), value: String(figure) }]
  })
}

function endOf({ outcome, measure, ground, instrument }: Violation, t: Translate): (Fact | null)[] {
  return [
    outcome && { name: t('violations.outcome'), value: t(`violations.outcomes.${outcome}`) },
    measure && { name: t('violations.measure'), value: t(`violations.measures.${measure}`) },
    ground && { name: t('violations.ground'), value: t(`violations.grounds.${ground}`) },
    instrument && { name: t('violations.instrument'), value: `${instrument.number}, ${instrument.issuer}` },
  ]
}
