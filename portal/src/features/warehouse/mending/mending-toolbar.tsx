import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconArrowNarrowDown, IconReplace } from '@tabler/icons-react'
import type { Fault } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import type { BookState } from './draft-book.ts'
import { FaultFilter, type FaultChoice } from './fault-filter.tsx'
import { SaveMark } from './save-mark.tsx'
import classes from './mending-toolbar.module.css'

interface MendingToolbarProps {
  faults: readonly Fault[]
  choice: FaultChoice | null
  state: BookState
  onChoose: (choice: FaultChoice | null) => void
  onNextFault: (() => void) | null
  onUndo: () => void
  onRedo: () => void
  onReplace: () => void
}

export function MendingToolbar(props: MendingToolbarProps) {
  const { faults, choice, state, onChoose, onNextFault, onUndo, onRedo, onReplace } = props
  const { t } = useText()
  return (
    <div className={classes.toolbar}>
      <div className={classes.filter}>
        <FaultFilter faults={faults} chosen={choice} onChoose={onChoose} />
      </div>
      {onNextFault && (
        <Button
          variant="default"
          leftSection={<IconArrowNarrowDown size={17} />}
          aria-keyshortcuts="Alt+ArrowDown"
          onClick={onNextFault}
        >
          {t('mend.nextFault')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconReplace size={17} />} onClick={onReplace}>
        {t('mend.replace.open')}
      </Button>
      <span className={classes.steps}>
        <Tooltip label={t('mend.undo')}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('mend.undo')}
            aria-keyshortcuts="Control+Z"
            disabled={!state.canUndo}
            onClick={onUndo}
          >
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('mend.redo')}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('mend.redo')}
            aria-keyshortcuts="Control+Y"
            disabled={!state.canRedo}
            onClick={onRedo}
          >
            <IconArrowForwardUp size={18} />
          </ActionIcon>
        </Tooltip>
      </span>
      <span className={classes.save}>
        <SaveMark state={state} />
      </span>
    </div>
  )
}
