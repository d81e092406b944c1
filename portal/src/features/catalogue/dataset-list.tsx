import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Dataset } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'
import { ClassificationMark, KindMark } from './dataset-marks.tsx'
import classes from './dataset-list.module.css'

interface DatasetListProps {
  datasets: Dataset[]
  /** What other modules know about a dataset, e.g. how fresh it is. */
  aside?: (dataset: Dataset) => ReactNode
}

export function DatasetList({ datasets, aside }: DatasetListProps) {
  return (
    <ul className={classes.list}>
      {datasets.map((dataset) => (
        <li key={dataset.code} className={classes.item}>
          <DatasetItem dataset={dataset} />
          {aside && <div className={classes.aside}>{aside(dataset)}</div>}
        </li>
      ))}
    </ul>
  )
}

function DatasetItem({ dataset }: { dataset: Dataset }) {
  const { t, named, described } = useText()
  const description = described(dataset)
  return (
    <div className={classes.body}>
      <h2 className={classes.name}>
        <Link to="/datasets/$code" params={{ code: dataset.code }}>
          {named(dataset)}
        </Link>
      </h2>
      <p className={classes.meta}>
        {named(dataset.provider)} <span aria-hidden>·</span> {t(`frequency.${dataset.updateFrequency}`)}
      </p>
      <p className={classes.description}>{description}</p>
      <div className={classes.marks}>
        <KindMark kind={dataset.kind} />
        <ClassificationMark classification={dataset.classification} />
        {dataset.inForce === null && (
          <Mark tone="warn" icon={IconAlertTriangle}>
            {t('dataset.notInForceShort')}
          </Mark>
        )}
      </div>
    </div>
  )
}
