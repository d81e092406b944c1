import { Link } from '@tanstack/react-router'
import { useText } from '../../../lib/use-text.ts'
import type { Branch } from './branch.ts'
import classes from './unit-tree.module.css'

/** More than so many units of one kind, and whatever lies deeper, are folded away until somebody asks for them. */
const fewEnough = 30

interface UnitTreeProps {
  branches: readonly Branch[]
  /** Shows everything that is left, for it was looked for. */
  open: boolean
}

export function UnitTree({ branches, open }: UnitTreeProps) {
  return (
    <ul className={classes.tree}>
      {branches.map((branch) => (
        <Node key={branch.unit.id} branch={branch} open={open} depth={0} />
      ))}
    </ul>
  )
}

interface NodeProps {
  branch: Branch
  open: boolean
  /** How many units stand above it. */
  depth: number
}

function Node({ branch: { unit, groups }, open, depth }: NodeProps) {
  const { named } = useText()
  return (
    <li>
      <Link to="/organisations/$id" params={{ id: unit.id }} className={classes.unit}>
        {named(unit)}
      </Link>
      {groups.map((group) => (
        <Group key={group.kind} group={group} open={open} depth={depth} />
      ))}
    </li>
  )
}

interface GroupProps extends Omit<NodeProps, 'branch'> {
  group: Branch['groups'][number]
}

function Group({ group: { kind, branches }, open, depth }: GroupProps) {
  const { t, format } = useText()
  const isFlat = branches.every(({ size }) => size === 0)
  const isShown = open || (depth === 0 && branches.length <= fewEnough)
  return (
    <details className={classes.group} open={isShown} key={String(open)}>
      <summary>
        {t(`unitKind.${kind}`)} <span className={classes.count}>{format.number(branches.length)}</span>
      </summary>
      <ul className={isFlat ? classes.flat : classes.tree}>
        {branches.map((branch) => (
          <Node key={branch.unit.id} branch={branch} open={open} depth={depth + 1} />
        ))}
      </ul>
    </details>
  )
}
