/** Row security as it must stand (ADR 0038), in the words of PostgreSQL's own catalogue. */

/** Tables whose rows a reader is held to (ADR 0038). */
export const secured = '^((data|history|search)\\.|warehouse\\.(applies|states|row_leaves|row_tiles|submissions)$)'
const list = `\\(\\(NULLIF\\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\), ''::text\\)\\)::text\\[\\]\\)`
const listed = `\\((f[0-9]+|\\(f[0-9]+\\)::text) = ANY ${list}\\)`
const anyOrListed = `CASE\\s+WHEN \\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\) = '\\{\\*\\}'::text\\)\\s+THEN true\\s+ELSE ${listed}\\s+END`
/** Row security as the migrations make it: which tables, name, command, roles, condition as PostgreSQL writes it. */
export const policies = [
  ['^(data|history)\\.', 'loaded', '*', '{kho_loader}', '^true$'],
  ['^(data|history)\\.', 'whole', 'r', '{kho_whole}', '^true$'],
  ['^(data|history)\\.', 'territory', 'r', '{kho_territory}', `^${listed}$`],
  ['^(data|history)\\.', 'part', 'r', '{kho_part}', `^\\(?\\s*${anyOrListed}(\\s+AND\\s+${anyOrListed})*\\)?$`],
  ['^warehouse\\.', 'own', '*', '{kho_application,kho_loader}', '^true$'],
  [
    '^warehouse\\.',
    'read',
    'r',
    '{kho_reader}',
    "^\\(dataset_id = \\(NULLIF\\(current_setting\\('kho\\.dataset'::text, true\\), ''::text\\)\\)::uuid\\)$",
  ],
] as const
