import type { FileLoad } from '../../../api/types.ts'
import { ChoiceCards } from '../../../components/choice-cards.tsx'
import { useText } from '../../../lib/use-text.ts'

interface LoadChoiceProps {
  loads: readonly FileLoad[]
  value: FileLoad
  onChoose: (load: FileLoad) => void
}

/** The kinds of load a dataset takes, each with what it does. */
export function LoadChoice({ loads, value, onChoose }: LoadChoiceProps) {
  const { t } = useText()
  return (
    <ChoiceCards<FileLoad>
      label={t('submit.load')}
      value={value}
      onChoose={onChoose}
      choices={loads.map((load) => ({ value: load, title: t(`load.${load}`), text: t(`loadText.${load}`) }))}
    />
  )
}
