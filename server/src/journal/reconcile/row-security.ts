/** Row security as it must stand (ADR 0038), in the words of PostgreSQL's own catalogue. */

/** Tables whose rows a reader is held to (ADR 0038). */
export const secured = '^((data|history|search)\\.|warehouse\\.(applies|states|row_leaves|row_tiles|submissions)$)'
const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const reach = (name: string) => `\\(current_setting\\('kho\\.reach'::text, true\\) = '${name} ${id}'::text\\)`
const listed = `\\((f[0-9]+|\\(f[0-9]+\\)::text) = ANY \\(\\(NULLIF\\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\), ''::text\\)\\)::text\\[\\]\\)\\)`
const anyOrListed = `\\(\\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\) = '\\{\\*\\}'::text\\) OR ${listed}\\)`
/** Row security as the migrations make it: which tables, name, command, roles, condition as PostgreSQL writes it. */
export const policies = [
  ['^(data|history)\\.', 'loaded', '*', '{kho_loader}', '^true$'],
  ['^(data|history)\\.', 'whole', 'r', '{kho_whole}', `^${reach('whole')}$`],
  ['^(data|history)\\.', 'territory', 'r', '{kho_territory}', `^\\(${reach('territory')} AND ${listed}\\)$`],
  ['^(data|history)\\.', 'part', 'r', '{kho_part}', `^\\(${reach('part')}( AND ${anyOrListed})+\\)$`],
  ['^warehouse\\.', 'own', '*', '{kho_application,kho_loader}', '^true$'],
  [
    '^warehouse\\.',
    'read',
    'r',
    '{kho_reader}',
    "^\\(dataset_id = \\(NULLIF\\(split_part\\(current_setting\\('kho\\.reach'::text, true\\), ' '::text, 2\\), ''::text\\)\\)::uuid\\)$",
  ],
] as const
