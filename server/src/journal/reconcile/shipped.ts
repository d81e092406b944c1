/** What the migrations of this version make, by their text: what stands in the database is held against it. */

export interface ShippedFunction {
  readonly name: string
  /** As `pg_get_function_identity_arguments` writes them. */
  readonly arguments: string
  readonly language: string
  /** Acts with the rights of its owner, whoever calls it. */
  readonly definer: boolean
  /** Settings it runs under, as `pg_proc.proconfig` holds them, with commas between them. */
  readonly settings: string
  readonly body: string
}

const name = String.raw`([a-z_]+\.[a-z_]+)`
const made = new RegExp(
  String.raw`CREATE (?:OR REPLACE )?FUNCTION ${name}\s*\(([^)]*)\)([^;]*?)\sAS (\$\w*\$)([^]*?)\4` +
    String.raw`|ALTER FUNCTION ${name}\([^)]*\) RENAME TO (\w+)|DROP FUNCTION ${name}`,
  'g',
)

/** The functions that stand when all migrations have run, by their names: each has one form. */
export function shippedFunctions(text: string): ReadonlyMap<string, ShippedFunction> {
  const functions = new Map<string, ShippedFunction>()
  for (const [, created, given = '', head = '', , body = '', renamed, to, dropped] of text.matchAll(made)) {
    if (created !== undefined) functions.set(created, { name: created, arguments: given, body, ...traitsOf(head) })
    if (dropped !== undefined) functions.delete(dropped)
    const old = renamed === undefined ? undefined : functions.get(renamed)
    if (!old) continue
    functions.delete(old.name)
    const other = `${old.name.split('.')[0] ?? ''}.${to ?? ''}`
    functions.set(other, { ...old, name: other })
  }
  return functions
}

function traitsOf(head: string): Pick<ShippedFunction, 'language' | 'definer' | 'settings'> {
  const settings = [...head.matchAll(/\bSET (\w+) = (\S+)/g)]
  return {
    language: /\bLANGUAGE (\w+)/.exec(head)?.[1] ?? '',
    definer: /\bSECURITY DEFINER\b/.test(head),
    settings: settings.map(([, setting = '', value = '']) => `${setting}=${value.replaceAll("'", '"')}`).join(),
  }
}

const exempting = /INSERT INTO platform\.operational_tables VALUES\s*((?:\('[\w.]+',\s*'(?:[^']|'')*'\)[,\s]*)+)/g

/** Tables that migrations exempt from the journal one by one, `schema.table`. */
export function shippedExemptions(text: string): ReadonlySet<string> {
  const lists = [...text.matchAll(exempting)].map(([, list = '']) => list)
  return new Set(lists.flatMap((list) => [...list.matchAll(/\('([\w.]+)',/g)].map(([, table = '']) => table)))
}

/** Tables whose changes move the counter of rights on, `schema.table`. */
export function shippedAuthorities(text: string): string[] {
  return [...text.matchAll(/^SELECT platform\.carries_authority\('([\w.]+)'\)/gm)].map(([, table = '']) => table)
}
