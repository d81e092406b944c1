import { useState } from 'react'
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../lib/use-text.ts'
import { unitsQuery } from '../queries.ts'
import { RequestDialog, type Wish } from './request-dialog.tsx'
import classes from './ask-for-unit.module.css'

/** For a unit that asked on paper, as one without any account must. */
export function AskForUnit() {
  const { t, named } = useText()
  const units = useQuery(unitsQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const unit = units.data?.items.find(({ id }) => id === chosen)
  return (
    <div className={classes.bar}>
      <Select
        className={classes.unit}
        label={t('requests.forUnit')}
        placeholder={t('requests.chooseUnit')}
        searchable
        data={(units.data?.items ?? []).map((each) => ({ value: each.id, label: named(each) }))}
        value={chosen}
        onChange={setChosen}
      />
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
