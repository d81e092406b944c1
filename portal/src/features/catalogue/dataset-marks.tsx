import {
  IconArrowsExchange,
  IconBuilding,
  IconBuildingCommunity,
  IconListNumbers,
  IconLock,
  IconStack2,
  IconWorld,
  type Icon,
} from '@tabler/icons-react'
import type { Classification, DatasetKind } from '../../api/types.ts'
import { Mark, type Tone } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'

const kindIcons: Record<DatasetKind, Icon> = {
  transactional: IconArrowsExchange,
  sectoral: IconBuildingCommunity,
  shared: IconStack2,
  reference: IconListNumbers,
  open: IconWorld,
}

const classifications: Record<Classification, { icon: Icon; tone: Tone }> = {
  public: { icon: IconWorld, tone: 'plain' },
  internal: { icon: IconBuilding, tone: 'plain' },
  confidential: { icon: IconLock, tone: 'warn' },
}

export function KindMark({ kind }: { kind: DatasetKind }) {
  const { t } = useText()
  return (
    <Mark tone="accent" icon={kindIcons[kind]}>
      {t(`kind.${kind}`)}
    </Mark>
  )
}

export function ClassificationMark({ classification }: { classification: Classification }) {
  const { t } = useText()
  const { icon, tone } = classifications[classification]
  return (
    <Mark tone={tone} icon={icon}>
      {t(`classification.${classification}`)}
    </Mark>
  )
}
