import type { Entitlement } from './entitlement.ts'

/** Tells a reader under a grant what of the data is not shown, or not as it is; as headers, since no format has room for it. */
export function cutHeaders({ grant, structure, fields }: Entitlement): Readonly<Record<string, string>> {
  if (grant === null) return {}
  const shown = new Set(fields.map(({ name }) => name))
  const withheld = structure.fields.flatMap(({ name }) => (shown.has(name) ? [] : [name]))
  const masked = fields.flatMap((field) => (field.masked ? [`${field.name}=${field.masked}`] : []))
  return {
    'kho-grant': `"${grant.number}"`,
    ...(withheld.length > 0 && { 'kho-withheld': withheld.join(', ') }),
    ...(masked.length > 0 && { 'kho-masked': masked.join(', ') }),
  }
}
