import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../lib/use-text.ts'
import { treeQuery } from '../unit/queries.ts'
import { UnitSelect } from '../unit/unit-select.tsx'
import { RequestDialog, type Wish } from './request-dialog.tsx'
import classes from './ask-for-unit.module.css'

/** For a unit that asked on paper, as one without any account must. */
export function AskForUnit() {
  const { t } = useText()
  const tree = useQuery(treeQuery(''))
  const [chosen, setChosen] = useState<string[]>([])
  const [wish, setWish] = useState<Wish | null>(null)
  const unit = tree.data?.items.find(({ id }) => id === chosen[0])
  return (
    <div className={classes.bar}>
      <UnitSelect className={classes.unit} label={t('requests.forUnit')} value={chosen} onChange={setChosen} />
      <Button
        variant="default"
        disabled={unit === undefined}
        onClick={() => {
          if (unit) setWish({ kind: 'issue', unit })
        }}
      >
        {t('requests.askNew')}
      </Button>
      <RequestDialog
        wish={wish}
        onClose={() => {
          setWish(null)
        }}
      />
    </div>
  )
}
