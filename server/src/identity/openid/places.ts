/** Where the API and the OpenID provider lie below the public address. */
export const apiPath = '/api/v1'
export const openidPath = '/openid'

/** Where the provider and what its tokens are good for are found from outside. */
export interface OpenIdPlaces {
  readonly issuer: string
  /** The one audience of access tokens: the API. */
  readonly api: string
  /** The issuer by way of the listener that asks for certificates; undefined when there is none. */
  readonly mutualTls: string | undefined
}

/** Addresses without a slash at their end. */
export interface Addresses {
  /** What people and programs use. */
  readonly publicUrl?: string | undefined
  /** Where certificates are asked for. */
  readonly mutualTlsUrl?: string | undefined
}

export function placesAt({ publicUrl = 'http://127.0.0.1:8686', mutualTlsUrl }: Addresses): OpenIdPlaces {
  return {
    issuer: `${publicUrl}${openidPath}`,
    api: `${publicUrl}${apiPath}`,
    mutualTls: mutualTlsUrl === undefined ? undefined : `${mutualTlsUrl}${openidPath}`,
  }
}
