import type { ImpactFile } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { useText } from '../../../lib/use-text.ts'

const groups = ['departments', 'wards', 'all'] as const

/** What the warehouse itself knows of the personal data in a dataset. */
export function ImpactFacts({ file }: { file: ImpactFile }) {
  const { t, titled } = useText()
  const { fields, classification, consumers, catalogue, measures } = file.facts
  const reader = (consumer: string) => {
    const group = groups.find((each) => each === consumer)
    return group === undefined ? consumer : t(`consumerGroup.${group}`)
  }
  return (
    <Facts
      facts={[
        ...(['personal', 'sensitive'] as const).map((sensitivity) => {
          const found = fields.filter((field) => field.sensitivity === sensitivity)
          return {
            name: t(`impact.fieldsOf.${sensitivity}`),
            value: found.length === 0 ? t('value.none') : found.map(titled).join(', '),
          }
        }),
        { name: t('impact.classification'), value: t(`classification.${classification}`) },
        {
          name: t('impact.readers'),
          value: consumers.length === 0 ? t('value.none') : consumers.map(reader).join('; '),
        },
        {
          name: t('impact.catalogue'),
          value: catalogue === null ? t('value.none') : t('impact.catalogueOf', catalogue),
        },
        {
          name: t('impact.ownMeasures'),
          value: (
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {measures.map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}
