export const callLanguages = ['curl', 'typescript', 'python', 'excel'] as const
export type CallLanguage = (typeof callLanguages)[number]

/** A read of this dataset, as an address below the server's origin. */
export interface Call {
  path: string
  query: [string, string][]
  /** Whether the answer is a page of rows, with the next one behind its cursor. */
  paged: boolean
}

export function callPath(call: Call): string {
  const query = new URLSearchParams(call.query).toString()
  // An apostrophe may stand in an address, but would end the quotes of a shell.
  return (query === '' ? call.path : `${call.path}?${query}`).replaceAll("'", '%27')
}

/** The same call in a language the reader can paste; the token comes from outside, never from the page. */
export function example(language: CallLanguage, origin: string, call: Call): string {
  const address = origin + callPath(call)
  switch (language) {
    case 'curl':
      return curl(address)
    case 'typescript':
      return typescript(address)
    case 'python':
      return python(origin, call)
    case 'excel':
      return excel(origin, call)
  }
}

function curl(address: string): string {
  return `curl -sS '${address}' \\\n  -H "Authorization: Bearer $KHO_TOKEN"`
}

function typescript(address: string): string {
  return `interface Problem {
  title: string
  remedy: string
}

const response = await fetch(
  '${address}',
  { headers: { Authorization: \`Bearer \${process.env['KHO_TOKEN']}\` } },
)
if (!response.ok) {
  const problem = (await response.json()) as Problem
  throw new Error(\`\${problem.title}. \${problem.remedy}\`)
}
console.log(JSON.stringify(await response.json(), null, 2))`
}

/** Only what every Python has. */
function python(origin: string, call: Call): string {
  const query = call.query.map(([name, value]) => `    (${JSON.stringify(name)}, ${JSON.stringify(value)}),\n`).join('')
  const address =
    query === '' ? `url = "${origin}${call.path}"` : `url = "${origin}${call.path}?" + urlencode([\n${query}])`
  const imports = query === '' ? '' : 'from urllib.parse import urlencode\n'
  return `import json
import os
from urllib.error import HTTPError
${imports}from urllib.request import Request, urlopen

${address}
request = Request(url, headers={"Authorization": "Bearer " + os.environ["KHO_TOKEN"]})
try:
    with urlopen(request, timeout=30) as response:
        body = json.load(response)
except HTTPError as refusal:
    problem = json.load(refusal)
    raise SystemExit(problem["title"] + ". " + problem["remedy"])
print(json.dumps(body, ensure_ascii=False, indent=2))`
}

/** Power Query M. The token stands in a cell named KHO_TOKEN, so that it is not in the query. */
function excel(origin: string, call: Call): string {
  const token = '    Token = Text.From(Excel.CurrentWorkbook(){[Name = "KHO_TOKEN"]}[Content]{0}[Column1]),'
  const options = `RelativePath = ${mText(call.path.slice(1))},
                    Headers = [Authorization = "Bearer " & Token, Accept = "application/json"]`
  if (!call.paged) {
    return `let
${token}
    Answer = Json.Document(
        Web.Contents(
            ${mText(origin)},
                [
                    ${options}${mQuery(call.query)}
                ]
        )
    )
in
    Record.ToTable(Answer)`
  }
  const query = call.query.filter(([name]) => name !== 'limit')
  return `let
${token}
    Page = (cursor as nullable text) as record =>
        Json.Document(
            Web.Contents(
                ${mText(origin)},
                [
                    ${options},
                    Query = ${mRecord([...query, ['limit', '1000']])}
                        & (if cursor = null then [] else [cursor = cursor])
                ]
            )
        ),
    Pages = List.Generate(
        () => Page(null),
        each _ <> null,
        each if [next] = null then null else Page([next])
    ),
    Rows = List.Combine(List.Transform(Pages, each [items]))
in
    Table.FromRecords(Rows)`
}

function mQuery(query: [string, string][]): string {
  return query.length === 0 ? '' : `,\n                    Query = ${mRecord(query)}`
}

/** A name given several times holds a list. */
function mRecord(query: [string, string][]): string {
  const names = [...new Set(query.map(([name]) => name))]
  const parts = names.map((name) => {
    const values = query.filter(([each]) => each === name).map(([, value]) => mText(value))
    return `${name} = ${values.length === 1 ? (values[0] ?? '') : `{${values.join(', ')}}`}`
  })
  return `[${parts.join(', ')}]`
}

/** A text of M: quotes are doubled, and what would begin an escape is escaped. */
function mText(text: string): string {
  return `"${text.replaceAll('#(', '#(#)(').replaceAll('"', '""')}"`
}
