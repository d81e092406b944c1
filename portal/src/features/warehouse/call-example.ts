export const callLanguages = ['curl', 'javascript', 'python'] as const
export type CallLanguage = (typeof callLanguages)[number]

/** A read of this dataset, as an address below the server's origin. */
export interface Call {
  path: string
  query: [string, string][]
}

export function callPath(call: Call): string {
  const query = new URLSearchParams(call.query).toString()
  return query === '' ? call.path : `${call.path}?${query}`
}

/** The same call in a language the reader can paste; the token comes from the environment, never from the page. */
export function example(language: CallLanguage, origin: string, call: Call): string {
  const address = origin + callPath(call)
  if (language === 'curl') return curl(address)
  return language === 'javascript' ? javascript(address) : python(origin, call)
}

function curl(address: string): string {
  return `curl -sS '${address}' \\\n  -H "Authorization: Bearer $KHO_TOKEN"`
}

function javascript(address: string): string {
  return `const response = await fetch(
  '${address}',
  { headers: { Authorization: \`Bearer \${process.env.KHO_TOKEN}\` } },
)
const body = await response.json()
if (!response.ok) throw new Error(\`\${body.title}: \${body.remedy}\`)
console.log(body)`
}

function python(origin: string, call: Call): string {
  const params = call.query.map(([name, value]) => `        ("${name}", "${value}"),\n`).join('')
  const given = params === '' ? '' : `    params=[\n${params}    ],\n`
  return `import os
import requests

response = requests.get(
    "${origin}${call.path}",
${given}    headers={"Authorization": f"Bearer {os.environ['KHO_TOKEN']}"},
    timeout=30,
)
response.raise_for_status()
print(response.json())`
}
