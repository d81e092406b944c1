import { useQuery } from '@tanstack/react-query'
import type { Dataset, Field, GrantExtent } from '../api/types.ts'
import { QueryView } from '../components/query-view.tsx'
import { Lines } from '../components/skeletons.tsx'
import { ExtentPicture } from '../features/access/grant/extent-picture.tsx'
import { datasetQuery } from '../features/catalogue/queries.ts'
import { useCodeNames } from '../features/reference/use-code-names.ts'
import { useText } from '../lib/use-text.ts'

interface GrantedExtentProps {
  dataset: string
  extent: GrantExtent
  /** From the consent on, when null. */
  startsAt: string | null
  endsAt: string
}

/** An extent in the words of its dataset: titles of fields, names of codes. */
export function GrantedExtent({ dataset, extent, startsAt, endsAt }: GrantedExtentProps) {
  const { t, format } = useText()
  const query = useQuery(datasetQuery(dataset))
  const until = { end: format.instant(endsAt) }
  const period =
    startsAt === null
      ? t('grants.fromConsent', until)
      : t('grants.fromTo', { start: format.instant(startsAt), ...until })
  return (
    <QueryView query={query} skeleton={<Lines count={6} />}>
      {(data) => <Named fields={fieldsOf(data)} extent={extent} period={period} />}
    </QueryView>
  )
}

export function fieldsOf({ structure }: Pick<Dataset, 'structure'>): Field[] {
  return structure?.fields ?? []
}

function Named({ fields, ...shown }: { fields: Field[]; extent: GrantExtent; period: string }) {
  const codeNames = useCodeNames(fields.flatMap(({ codeList }) => codeList ?? []))
  return <ExtentPicture {...shown} fields={fields} codeNames={codeNames} />
}
