/** What a command shows with its requests. */
export interface Credentials {
  /** Headers of one request; each is made for itself, for a proof of possession counts once. */
  headersFor(method: string, address: string): Promise<Record<string, string>>
  /** Learns from an answer what the next request must carry; gives whether this one may be sent once more. */
  learn(status: number, header: (name: string) => string | null | undefined): boolean
}

/** Headers that are the same for every request: an API token, or the cookie of a sign-in. */
export function fixedCredentials(headers: Readonly<Record<string, string>>): Credentials {
  return { headersFor: () => Promise.resolve({ ...headers }), learn: () => false }
}
