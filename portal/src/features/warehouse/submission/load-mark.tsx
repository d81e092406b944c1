import { IconArrowBackUp, IconListDetails, IconReplace, IconStack2, IconTrash, type Icon } from '@tabler/icons-react'
import type { Submission } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'

const icons: Record<Submission['load'], Icon> = {
  full: IconStack2,
  incremental: IconListDetails,
  deletions: IconTrash,
  withdrawal: IconArrowBackUp,
  conversion: IconReplace,
}

/** Which kind of load a submission is. */
export function LoadMark({ load }: { load: Submission['load'] }) {
  const { t } = useText()
  return <Mark icon={icons[load]}>{t(`load.${load}`)}</Mark>
}
