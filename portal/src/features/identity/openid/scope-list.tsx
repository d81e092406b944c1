import {
  IconClockPlay,
  IconDatabaseEdit,
  IconEye,
  IconId,
  IconUser,
  IconBuilding,
  type Icon,
} from '@tabler/icons-react'
import type { AskedScope } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import classes from './scope-list.module.css'

const icons: Readonly<Record<AskedScope, Icon>> = {
  openid: IconUser,
  profile: IconId,
  unit: IconBuilding,
  offline_access: IconClockPlay,
  'kho.read': IconEye,
  'kho.write': IconDatabaseEdit,
}
const words = {
  openid: 'authorise.scope.openid',
  profile: 'authorise.scope.profile',
  unit: 'authorise.scope.unit',
  offline_access: 'authorise.scope.offline',
  'kho.read': 'authorise.scope.read',
  'kho.write': 'authorise.scope.write',
} as const

/** What somebody lets another application know or do, in words and not in names of scopes. */
export function ScopeList({ scopes }: { scopes: readonly AskedScope[] }) {
  const { t } = useText()
  return (
    <ul className={classes.list}>
      {scopes.map((scope) => {
        const Glyph = icons[scope]
        return (
          <li key={scope} className={classes.item}>
            <Glyph size={20} stroke={1.7} aria-hidden />
            {t(words[scope])}
          </li>
        )
      })}
    </ul>
  )
}
