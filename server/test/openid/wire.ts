/** Parameters of a form; a list is sent as often as it has members, undefined not at all. */
export type Form = Readonly<Record<string, string | readonly string[] | undefined>>

export interface Told {
  readonly status: number
  /** `error` of OAuth, or `code` of a problem. */
  readonly error: string | undefined
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Headers
  /** Where it leads. */
  readonly location: URL | undefined
}

export async function told(response: Response): Promise<Told> {
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  const body = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {}
  const found = response.headers.get('location')
  const location = found === null ? undefined : new URL(found, response.url)
  const error = body['error'] ?? body['code'] ?? location?.searchParams.get('error') ?? undefined
  return {
    ...{ status: response.status, body, headers: response.headers, location },
    error: typeof error === 'string' ? error : undefined,
  }
}

export function formOf(form: Form): URLSearchParams {
  const given = Object.entries(form).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  )
  return new URLSearchParams(given)
}

/** Sends a form as programs do. */
export async function post(address: string, form: Form, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  return told(await fetch(address, { method: 'POST', body: formOf(form), headers, redirect: 'manual' }))
}
