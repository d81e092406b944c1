import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { useText } from '../../lib/use-text.ts'
import { Consumers } from './consumers.tsx'

/** The five things Điều 9 asks the catalogue to say of every dataset. */
export function FiveFacts({ dataset }: { dataset: Dataset }) {
  const { t, named } = useText()
  return (
    <Facts
      facts={[
        { name: t('facts.data'), value: named(dataset) },
        {
          name: t('facts.provider'),
          value: (
            <Link to="/organisations/$id" params={{ id: dataset.provider.id }}>
              {named(dataset.provider)}
            </Link>
          ),
        },
        { name: t('facts.method'), value: t(`method.${dataset.updateMethod}`) },
        { name: t('facts.frequency'), value: t(`frequency.${dataset.updateFrequency}`) },
        { name: t('facts.consumers'), value: <Consumers consumers={dataset.consumers} /> },
      ]}
    />
  )
}
