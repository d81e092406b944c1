import type { Values } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { Value, type CodeNames, type ShownField } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'

interface RecordValuesProps {
  fields: ShownField[]
  values: Values
  codeNames: CodeNames
}

/** One record as names and values, in the order of its structure. */
export function RecordValues({ fields, values, codeNames }: RecordValuesProps) {
  const { titled } = useText()
  return (
    <Facts
      facts={fields
        .filter((field) => field.name in values)
        .map((field) => ({
          name: titled(field),
          value: <Value field={field} value={values[field.name]} codeNames={codeNames} />,
        }))}
    />
  )
}
